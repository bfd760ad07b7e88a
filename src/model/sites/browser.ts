import { isBuiltin } from 'node:module';
import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, contains, enclosingFunction, unwrap } from '../../ast/parents.js';
import { isGlobal, usesGlobal } from '../../ast/scopes.js';
import { walk, type Node, type Source } from '../../ast/source.js';
import type { StsModel } from '../types.js';

/** Packages that only code for browsers and apps imports, without those that render on servers. */
const FRONT_END =
  /^(?:react-dom(?:\/client)?|react-native|webextension-polyfill|vue|@angular\/(?:core|common|platform-browser)|svelte(?:\/(?:store|transition|animate|easing|motion))?)$/;
/** Exports of these packages that are for rendering on a server. */
const SERVER_NAMES: ReadonlySet<string> = new Set(['createSSRApp', 'enableProdMode']);
/** Globals of browsers that servers do not have. */
const BROWSER_GLOBALS: ReadonlySet<string> = new Set([
  'window',
  'document',
  'localStorage',
  'sessionStorage',
  'chrome',
]);
/** Globals of servers, and of frameworks whose files run on both sides, that a plain page does not have. */
const SERVER_GLOBALS: readonly string[] = [
  'process',
  'Buffer',
  'global',
  '__dirname',
  '__filename',
  'Meteor',
  'Deno',
  'Bun',
];
/** Modules of Node.js that bundlers replace in browsers when they are imported without `node:`. */
const FILLED_IN: ReadonlySet<string> = new Set([
  'assert',
  'buffer',
  'crypto',
  'events',
  'path',
  'process',
  'punycode',
  'querystring',
  'stream',
  'string_decoder',
  'timers',
  'url',
  'util',
]);

/**
 * What shows that the code at a node is bundled for browsers, where a page reaches only the hosts that its policy
 * allows: `it imports \`react-dom\``; `undefined` when nothing does. Only strong evidence counts, because most code
 * that could run in a browser never does. A file that imports what only servers have (files, processes, Electron) never
 * runs in a browser.
 */
export function browserEvidenceAt(node: Node, model: StsModel): string | undefined {
  const { ofFile, uses } = evidenceIn(model);
  if (ofFile.decided) return ofFile.sign;
  const used = uses.find(({ owner }) => !owner || contains(owner, node));
  if (used !== undefined) return `it uses \`${used.name}\``;
  return takesGlobalSdk(node, model) && !SERVER_GLOBALS.some((name) => usesGlobal(name, model.source))
    ? 'it takes `AWS` from a script tag'
    : undefined;
}

/** Hooks of React. A component with elements of a page that calls one is bundled for browsers. */
const HOOKS: ReadonlySet<string> = new Set(['useEffect', 'useLayoutEffect', 'useState', 'useReducer', 'useRef']);

/** What a file shows about where it runs. */
interface Evidence {
  /** `decided`: the answer is the same for every node. */
  readonly ofFile: { readonly decided: boolean; readonly sign?: string };
  readonly uses: readonly GlobalUse[];
}

/** `window` of `window.location` or a hook, and the function around it, if any. */
interface GlobalUse {
  readonly name: string;
  readonly owner: Node | undefined;
}

const known = new WeakMap<Source, Evidence>();

/** A file is searched once, however many sites it has. */
function evidenceIn({ source, modules }: StsModel): Evidence {
  const before = known.get(source);
  if (before) return before;
  const ofFile = signOfFile(source, modules);
  const evidence = { ofFile, uses: ofFile.decided ? [] : [...browserGlobalsIn(source), ...hooksIn(source)] };
  known.set(source, evidence);
  return evidence;
}

function signOfFile(source: Source, modules: StsModel['modules']): Evidence['ofFile'] {
  if (source.isForBrowsers) return { decided: true, sign: 'it is the script of a component or page' };
  if (hasDirective('use client', source.ast)) return { decided: true, sign: "it says 'use client'" };
  if (hasDirective('use server', source.ast) || [...modules].some(isServerModule)) return { decided: true };
  const frontEnd = frontEndImport(source.ast);
  return frontEnd === undefined ? { decided: false } : { decided: true, sign: `it imports \`${frontEnd}\`` };
}

const hasDirective = (text: string, { body }: TSESTree.Program): boolean =>
  body.some(
    (statement) =>
      statement.type === 'ExpressionStatement' &&
      statement.expression.type === 'Literal' &&
      statement.expression.value === text,
  );

const isServerModule = (specifier: string): boolean =>
  specifier === 'electron' || specifier === 'server-only' || (isBuiltin(specifier) && !FILLED_IN.has(specifier));

/** The front-end package that the file imports from. Types and what renders on servers do not count. */
function frontEndImport({ body }: TSESTree.Program): string | undefined {
  for (const statement of body) {
    if (
      statement.type !== 'ImportDeclaration' ||
      statement.importKind === 'type' ||
      !FRONT_END.test(statement.source.value)
    )
      continue;
    const { specifiers } = statement;
    const isOtherwise = (specifier: TSESTree.ImportClause): boolean =>
      specifier.type === 'ImportSpecifier' &&
      (specifier.importKind === 'type' ||
        (specifier.imported.type === 'Identifier' && SERVER_NAMES.has(specifier.imported.name)));
    if (specifiers.length === 0 || !specifiers.every(isOtherwise)) return statement.source.value;
  }
  return undefined;
}

/**
 * The globals of browsers that a file uses, in order. Those in a callback say nothing about the code around it, because
 * Puppeteer runs such callbacks elsewhere.
 */
function browserGlobalsIn(source: Source): readonly GlobalUse[] {
  const uses: GlobalUse[] = [];
  if (![...BROWSER_GLOBALS].some((name) => source.text.includes(name))) return uses;
  walk(source.ast, source.visitorKeys, (at) => {
    if (at.type !== 'MemberExpression') return;
    const object = unwrap(at.object);
    if (object.type !== 'Identifier' || !BROWSER_GLOBALS.has(object.name) || !isGlobal(object, source)) return;
    uses.push({ name: object.name, owner: enclosingFunction(at) });
  });
  return uses;
}

/**
 * The calls of React's hooks in a file that renders elements of a page. `<Text>` may be rendered to a terminal or an
 * app.
 */
function hooksIn(source: Source): readonly GlobalUse[] {
  const hooks = source.ast.body.flatMap((statement) => (isImportOfReact(statement) ? hooksOf(statement) : []));
  if (hooks.length === 0) return [];
  const uses: GlobalUse[] = [];
  let rendersPage = false;
  walk(source.ast, source.visitorKeys, (at) => {
    if (at.type === 'JSXOpeningElement')
      rendersPage ||= at.name.type === 'JSXIdentifier' && /^[a-z]/.test(at.name.name);
    const name = at.type === 'CallExpression' ? calleeName(at.callee) : undefined;
    const owner = name !== undefined && hooks.includes(name) ? enclosingFunction(at) : undefined;
    if (name !== undefined && owner) uses.push({ name, owner });
  });
  return rendersPage ? uses : [];
}

const isImportOfReact = (statement: Node): statement is TSESTree.ImportDeclaration =>
  statement.type === 'ImportDeclaration' && statement.source.value === 'react' && statement.importKind !== 'type';

/** `React.useState` is called by its name as well, so a default import brings all of them. */
const hooksOf = ({ specifiers }: TSESTree.ImportDeclaration): readonly string[] =>
  specifiers.flatMap((specifier) =>
    specifier.type === 'ImportSpecifier'
      ? specifier.imported.type === 'Identifier' && HOOKS.has(specifier.imported.name)
        ? [specifier.local.name]
        : []
      : [...HOOKS],
  );

/** `new AWS.STS()` in a script without imports, requires and exports. `AWS` must come from another script. */
export function takesGlobalSdk(node: Node, { source, modules, originOf }: StsModel): boolean {
  const isModule =
    modules.size > 0 || usesGlobal('exports', source) || usesGlobal('module', source) || exportsSomething(source);
  if (node.type !== 'NewExpression' || isModule) return false;
  const origin = originOf(node.callee);
  return origin !== undefined && origin.module === undefined && origin.path[0] === 'AWS';
}

const exportsSomething = ({ ast }: Source): boolean => ast.body.some(({ type }) => type.startsWith('Export'));
