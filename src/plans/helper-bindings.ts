import type { TSESTree } from '@typescript-eslint/utils';
import { firstRunOf } from '../ast/first-run.js';
import { onceFor } from '../ast/once-for.js';
import { staticName, unwrap } from '../ast/parents.js';
import { variableNamed } from '../ast/scopes.js';
import type { Node, Source } from '../ast/source.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import type { StsModel } from '../model/types.js';
import { isRequireCall } from './edits/module-syntax.js';

/** A function of the helper that a file has a name for. */
export interface HelperBinding {
  readonly specifier: string;
  readonly local: string;
}

/** A name that a file gives to an export. */
interface Binding extends HelperBinding {
  readonly exported: string;
  /** The index of the statement that gives it its value; -1 when it has it before the file runs. */
  readonly from: number;
}

/**
 * The name by which every site of a file can call a function of the helper, wherever it is imported from: it means the
 * same at each of them, and has its value when they run.
 */
export function helperBinding(
  helperFunction: string,
  model: StsModel,
  { isHelper }: Pick<Surroundings, 'isHelper'>,
): HelperBinding | undefined {
  const { source } = model;
  // The name is searched for first, because `isHelper` reads imported files.
  if (!mentionsIn(source)(helperFunction)) return undefined;
  const serves = servesSites(model);
  return bindingsIn(source).find(
    (binding) =>
      binding.exported === helperFunction &&
      isHelper(binding.specifier) &&
      isForSdkOf(helperFunction, binding.specifier) &&
      serves(binding),
  );
}

/** Whether a name is anywhere in a text. */
const mentionsIn = onceFor(({ text }: Source): ((name: string) => boolean) => {
  const known = new Map<string, boolean>();
  return (name) => {
    const found = known.get(name) ?? text.includes(name);
    known.set(name, found);
    return found;
  };
});

/** Whether every site of a file can use a name of the file. */
const servesSites = onceFor(({ source, sites, hosts, chains }: StsModel): ((binding: Binding) => boolean) => {
  const users = [...sites, ...hosts, ...chains].map(({ node }) => node);
  return onceFor(({ local, from }) => {
    const variable = variableNamed(local, source.ast, source);
    return (
      variable?.defs.length === 1 &&
      !variable.references.some((reference) => reference.isWrite() && reference.init !== true) &&
      users.every((node) => variableNamed(local, node, source) === variable && from < firstRunOf(node.range[0], source))
    );
  });
});

/** The helper for SDK v2 exports names of the one for v3, too. Its own file ends in `-v2`, and perhaps the language. */
const isForSdkOf = (helperFunction: string, specifier: string): boolean =>
  helperFunction === 'withStsFailover' || !/-v2(?:-[jt]s)?(?:\.[cm]?[jt]s)?$/.test(specifier);

/** The names that a file gives to exports of other modules at its top. */
export const bindingsIn = onceFor(({ ast }: Source): readonly Binding[] =>
  ast.body.flatMap((statement, index) => bindingsOf(statement, index)),
);

function bindingsOf(statement: TSESTree.ProgramStatement, index: number): readonly Binding[] {
  if (statement.type === 'ImportDeclaration') return statement.importKind === 'type' ? [] : importedNames(statement);
  // What can be set again may be something else at a site.
  if (statement.type !== 'VariableDeclaration' || statement.kind === 'let') return [];
  return statement.declarations.flatMap((declarator) => declaredNames(declarator, index));
}

/** `{ a: b } = require('…')`, `b = require('…').a` */
function declaredNames({ id, init }: TSESTree.VariableDeclarator, from: number): readonly Binding[] {
  const value = init && unwrap(init);
  const member = value?.type === 'MemberExpression' ? value : undefined;
  const specifier = value && moduleOf(member?.object ?? value);
  if (typeof specifier !== 'string') return [];
  const binding = (exported: string | undefined, local: Node | null | undefined): readonly Binding[] =>
    exported !== undefined && local?.type === 'Identifier' ? [{ specifier, exported, local: local.name, from }] : [];
  if (member) return binding(staticName(member), id);
  return id.type === 'ObjectPattern'
    ? id.properties.flatMap((each) => (each.type === 'Property' ? binding(staticName(each), each.value) : []))
    : [];
}

const importedNames = ({ source, specifiers }: TSESTree.ImportDeclaration): readonly Binding[] =>
  specifiers.flatMap((each) =>
    each.type === 'ImportSpecifier' && each.importKind !== 'type'
      ? [
          {
            specifier: source.value,
            exported: each.imported.type === 'Identifier' ? each.imported.name : each.imported.value,
            local: each.local.name,
            from: -1,
          },
        ]
      : [],
  );

/** `require('…')`, `await import('…')` */
function moduleOf(init: Node): unknown {
  const inner = unwrap(init);
  const named = isRequireCall(inner)
    ? inner.arguments[0]
    : inner.type === 'AwaitExpression' && inner.argument.type === 'ImportExpression'
      ? inner.argument.source
      : undefined;
  return named?.type === 'Literal' ? named.value : undefined;
}
