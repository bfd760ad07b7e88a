import type { Node } from '../../ast/source.js';
import { browserEvidenceAt, takesGlobalSdk } from '../../model/sites/browser.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { isAtLeast, readVersion } from '../../sts/versions.js';
import type { StsModel } from '../../model/types.js';
import type { ObstaclesTo } from './obstacle.js';

/** Code that is to import the helper. */
export interface HelperUser {
  readonly node: Node;
  readonly model: StsModel;
  readonly sdk: 'v2' | 'v3';
  readonly surroundings: Pick<Surroundings, 'keepsModuleSyntax' | 'versionOf' | 'isTypeScript'>;
}

/** The oldest release that the v3 helper runs and compiles with. */
const OLDEST_SDK = '3.193.0';
const OLDEST_TYPESCRIPT = '4.7.0';
const SDK_PACKAGES = ['@aws-sdk/client-sts', '@aws-sdk/credential-providers'];

/** The version that is installed or pinned, where it is older than what the helper needs. */
function tooOld(version: string | undefined, oldest: string): { readonly version: string } | undefined {
  const known = readVersion(version);
  return known.kind === 'exact' && !isAtLeast(known.version, oldest) ? { version: known.version } : undefined;
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
  'sdk-too-old': {
    when: ({ sdk, surroundings: { versionOf } }) =>
      SDK_PACKAGES.map((name) => {
        const found = sdk === 'v3' ? tooOld(versionOf(name), OLDEST_SDK) : undefined;
        return found && { package: name, oldest: '3.193', ...found };
      }).find((found) => found !== undefined),
    reason: '`{{package}}` is {{version}} here, and the helper needs {{oldest}} or later',
    nextStep: 'Update the SDK, then run again',
  },
  'typescript-too-old': {
    when: ({ surroundings: { versionOf, isTypeScript } }) => {
      const found = isTypeScript ? tooOld(versionOf('typescript'), OLDEST_TYPESCRIPT) : undefined;
      return found && { oldest: '4.7', ...found };
    },
    reason: 'TypeScript is {{version}} here, and the helper needs {{oldest}} or later to compile',
    nextStep: 'Update TypeScript, then run again',
  },
  'commonjs-under-verbatim-syntax': {
    when: ({ model, surroundings }) => isCommonJsAsWritten(model) && surroundings.keepsModuleSyntax(),
    reason: 'This file is CommonJS under `verbatimModuleSyntax`, which refuses the imports and exports of the helper',
    nextStep: 'Make it a module, or build the client in a module and import it here',
  },
} as const satisfies ObstaclesTo<HelperUser>;

/** `import x = require(…)` or `export =`: TypeScript's own syntax for CommonJS files whose syntax it keeps. */
const isCommonJsAsWritten = ({ source }: StsModel): boolean =>
  source.ast.body.some(
    (statement) =>
      statement.type === 'TSExportAssignment' ||
      (statement.type === 'TSImportEqualsDeclaration' &&
        statement.moduleReference.type === 'TSExternalModuleReference'),
  );
