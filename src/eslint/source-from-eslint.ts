import type { TSESLint } from '@typescript-eslint/utils';
import { codePartsOf, componentFlags, isComponentPart, type CodePart } from '../ast/embedded/code-part.js';
import { withoutRepeats } from '../ast/repeated-statements.js';
import type { Source } from '../ast/source.js';
import { typeInformationOf } from '../ast/type-information.js';
import { buildModel } from '../model/build.js';
import { mayConcernStsText } from '../model/prefilter.js';
import type { StsModel } from '../model/types.js';

/** The model of a file that ESLint has parsed. */
export interface LintedModel {
  readonly model: StsModel;
  /** The file's path; for a component, that of the module in it. */
  readonly path: string;
}

const concerning = new WeakMap<object, boolean>();

/**
 * Whether the file that ESLint has parsed may do anything with STS. Its text is searched once, however many rules ask.
 */
export function mayConcernSts({ ast, text }: Readonly<TSESLint.SourceCode>): boolean {
  let answer = concerning.get(ast);
  if (answer === undefined) concerning.set(ast, (answer = mayConcernStsText(text)));
  return answer;
}

const models = new WeakMap<object, LintedModel | undefined>();

/**
 * The model of the file that ESLint has parsed; `undefined` when it cannot concern us. Built once per file, however
 * many rules ask.
 */
export function modelOf(sourceCode: Readonly<TSESLint.SourceCode>, filename: string): LintedModel | undefined {
  const key = sourceCode.ast;
  if (models.has(key)) return models.get(key);
  const model = mayConcernSts(sourceCode) ? build(sourceCode, filename) : undefined;
  models.set(key, model);
  return model;
}

function build(
  { text, ast, scopeManager, visitorKeys, parserServices }: Readonly<TSESLint.SourceCode>,
  filename: string,
): LintedModel | undefined {
  if (!scopeManager) return undefined;
  // If a component has several modules, the parsers of its language give ESLint only the first.
  const [part] = codePartsOf(text, filename);
  const body = withoutRepeats(ast.body);
  const tree = body.length < ast.body.length ? { ...ast, body } : ast;
  const source: Source = { text, ast: tree, scopeManager, visitorKeys, comments: ast.comments ?? [] };
  const types = typeInformationOf(parserServices);
  // Without a script in the text, a processor has cut it out already.
  return {
    model: buildModel(part && isComponentPart(part.path) ? codeOnly(source, part) : source, types ? { types } : {}),
    path: part?.path ?? filename,
  };
}

/**
 * A component as the command line sees it: the statements of its scripts. Without the markup, no edit can move a piece
 * of it, and no quote in it counts as the code's style.
 */
function codeOnly(source: Source, { text, path, ranges = [] }: CodePart): Source {
  const statements = (
    source.ast.body as (
      Source['ast']['body'][number] | { readonly type: 'SvelteScriptElement'; readonly body: Source['ast']['body'] }
    )[]
  )
    .flatMap((node) => (node.type === 'SvelteScriptElement' ? node.body : [node]))
    .filter(({ range }) => ranges.some(([start, end]) => start <= range[0] && range[1] <= end));
  return { ...source, text, ast: { ...source.ast, body: statements }, ...componentFlags(path) };
}
