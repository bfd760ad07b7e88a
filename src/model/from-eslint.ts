import type { TSESLint } from '@typescript-eslint/utils';
import { buildModel } from './build.js';
import { mayConcernStsText } from './prefilter.js';
import type { StsModel } from './types.js';

const models = new WeakMap<object, StsModel | undefined>();

/** The model of the file that ESLint has parsed; `undefined` when it cannot concern us. Built once per file, however many rules ask. */
export function modelOf(sourceCode: Readonly<TSESLint.SourceCode>): StsModel | undefined {
  const key = sourceCode.ast;
  if (models.has(key)) return models.get(key);
  const { scopeManager } = sourceCode;
  const model = scopeManager && mayConcernStsText(sourceCode.text)
    ? buildModel({ text: sourceCode.text, ast: sourceCode.ast, scopeManager, visitorKeys: sourceCode.visitorKeys, comments: sourceCode.getAllComments() })
    : undefined;
  models.set(key, model);
  return model;
}
