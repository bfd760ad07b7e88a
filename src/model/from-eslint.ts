import type { TSESLint } from '@typescript-eslint/utils';
import { typeInformationOf } from '../ast/type-information.js';
import { buildModel } from './build.js';
import { mayConcernStsText } from './prefilter.js';
import type { StsModel } from './types.js';

const models = new WeakMap<object, StsModel | undefined>();

/** The model of the file that ESLint has parsed; `undefined` when it cannot concern us. Built once per file, however many rules ask. */
export function modelOf(sourceCode: Readonly<TSESLint.SourceCode>): StsModel | undefined {
  const key = sourceCode.ast;
  if (models.has(key)) return models.get(key);
  const model = mayConcernStsText(sourceCode.text) ? build(sourceCode) : undefined;
  models.set(key, model);
  return model;
}

function build({ text, ast, scopeManager, visitorKeys, parserServices }: Readonly<TSESLint.SourceCode>): StsModel | undefined {
  const types = typeInformationOf(parserServices);
  return scopeManager ? buildModel({ text, ast, scopeManager, visitorKeys, comments: ast.comments ?? [] }, types ? { types } : {}) : undefined;
}
