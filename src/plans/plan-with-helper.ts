import type { Node } from '../ast/source.js';
import { browserEvidenceAt, takesGlobalSdk } from '../model/sites/browser.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import type { StsModel } from '../model/types.js';
import { left, type Plan } from './plan.js';

/** The plan, unless it brings the helper where the helper cannot run or compile. */
export function unlessHelperFails(plan: Plan, node: Node, model: StsModel, surroundings: Surroundings): Plan {
  if (plan.kind !== 'edits' || plan.needs === undefined) return plan;
  const sign = browserEvidenceAt(node, model);
  // The helper imports modules of Node.js.
  if (sign !== undefined)
    return left(
      `This code is for browsers (${sign}), where the helper's modules of Node.js are missing`,
      'Get the credentials on a server and fail over there, or keep one region here',
    );
  if (takesGlobalSdk(node, model))
    return left(
      'Something else puts `AWS` into this script, which imports nothing, so that it may have no way to import the helper',
      'Import `aws-sdk` here, then run again',
    );
  if (isCommonJsAsWritten(model) && surroundings.keepsModuleSyntax()) {
    return left(
      'This file is CommonJS under `verbatimModuleSyntax`, which refuses the imports and exports of the helper',
      'Make it a module, or build the client in one and import it here',
    );
  }
  return plan;
}

/** `import x = require(…)` or `export =`: what TypeScript has for CommonJS files whose syntax it keeps. */
const isCommonJsAsWritten = ({ source }: StsModel): boolean =>
  source.ast.body.some(
    (statement) =>
      statement.type === 'TSExportAssignment' ||
      (statement.type === 'TSImportEqualsDeclaration' &&
        statement.moduleReference.type === 'TSExternalModuleReference'),
  );
