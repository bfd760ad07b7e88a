import { onceFor } from '../../ast/once-for.js';
import type { Node, Source } from '../../ast/source.js';
import { browserEvidenceAt, takesGlobalSdk } from '../../model/sites/browser.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import type { StsModel } from '../../model/types.js';
import type { ObstaclesTo } from './obstacle.js';

/** Code that is to import the helper. */
export interface HelperUser {
  readonly node: Node;
  readonly model: StsModel;
  readonly surroundings: Pick<Surroundings, 'keepsModuleSyntax'>;
}

/** Where the helper cannot run or compile. */
export const HELPER_OBSTACLES = {
  // The helper imports modules of Node.js.
  'browser-code': {
    when: ({ node, model }) => {
      const sign = browserEvidenceAt(node, model);
      return sign === undefined ? undefined : { sign };
    },
    reason: 'This code is for browsers ({{sign}}), which lack modules of Node.js that the helper needs',
    nextStep: 'Get the credentials on a server and fail over there, or keep one region here',
  },
  'script-without-imports': {
    when: ({ node, model }) => takesGlobalSdk(node, model),
    reason: 'This script imports nothing and gets `AWS` from elsewhere, so it may have no way to import the helper',
    nextStep: 'Import `aws-sdk` here, then run again',
  },
  'commonjs-under-verbatim-syntax': {
    when: ({ model, surroundings }) => isCommonJsAsWritten(model.source) && surroundings.keepsModuleSyntax(),
    reason: 'This file is CommonJS under `verbatimModuleSyntax`, which refuses the imports and exports of the helper',
    nextStep: 'Make it a module, or build the client in a module and import it here',
  },
} as const satisfies ObstaclesTo<HelperUser>;

/** `import x = require(…)` or `export =`: TypeScript's own syntax for CommonJS files whose syntax it keeps. */
const isCommonJsAsWritten = onceFor(({ ast }: Source): boolean =>
  ast.body.some(
    (statement) =>
      statement.type === 'TSExportAssignment' ||
      (statement.type === 'TSImportEqualsDeclaration' &&
        statement.moduleReference.type === 'TSExternalModuleReference'),
  ),
);
