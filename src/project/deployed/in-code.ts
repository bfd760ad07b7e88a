import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { createOriginOf, type OriginOf } from '../../ast/origin.js';
import { parse } from '../../ast/parse.js';
import { propertyNamed, staticName, unwrap } from '../../ast/parents.js';
import { soleValue } from '../../ast/scopes.js';
import { walkCode, type Node, type Source } from '../../ast/source.js';
import { manifestsAbove } from '../manifest.js';
import { lambdaRuntimeOf } from '../runtime/node-name.js';
import { entryOf, type Deployment } from './deployment.js';

/** The packages of the CDK that export the names below. */
const CDK = /^(?:aws-cdk-lib|monocdk|@aws-cdk\/(?:core|aws-lambda))(?:\/|$)/;

/** Whether a package uses the CDK, so that its code may deploy other code. */
export function usesCdk(folder: string): boolean {
  let uses = folders.get(folder);
  if (uses === undefined)
    folders.set(
      folder,
      (uses = [...manifestsAbove(folder)].some(({ dependencies }) =>
        Object.keys(dependencies).some((name) => CDK.test(name)),
      )),
    );
  return uses;
}

const folders = new Map<string, boolean>();

/** What a call deploys, by the end of its name. Its argument is a path, a text, or options that name a folder. */
const DEPLOYS: Readonly<Record<string, 'asset' | 'text' | 'options'>> = {
  'Code.fromAsset': 'asset',
  'Code.asset': 'asset',
  'Code.fromInline': 'text',
  'Code.inline': 'text',
  AssetCode: 'asset',
  InlineCode: 'text',
  'CustomResourceProvider.getOrCreate': 'options',
  'CustomResourceProvider.getOrCreateProvider': 'options',
};
/** The property of a resource with the text of a function. */
const TEXT_PROPERTY = /^(?:zipFile|inlineCode)$/i;
/** Whether a text has the words of a deployment. */
const mayDeploy = (text: string): boolean =>
  (/Code\s*\.\s*(?:fromAsset|asset)\b|AssetCode|codeDirectory/.test(text) &&
    /["'](?:aws-cdk-lib|monocdk|@aws-cdk\/)/.test(text)) ||
  (/Code\s*\.\s*(?:fromInline|inline)\b|inlineCode|zipFile/i.test(text) && text.includes('readFileSync'));

/** What a file of a CDK application deploys unbundled. A bundle is left out, because it holds what it imports. */
export function deploymentsInCode(file: string, text: string): readonly Deployment[] {
  if (!mayDeploy(text)) return [];
  const result = parse(text, file);
  if ('failure' in result) return [];
  const { source } = result;
  const originOf = createOriginOf(source);
  const pathOf = createPathOf(source, file, originOf);
  const found: Deployment[] = [];
  const note = (kind: Deployment['kind'], named: Node | undefined, { handler, runtime }: Run = {}): void => {
    const written = named && pathOf(named);
    if (named === undefined || written === undefined) return;
    const path = resolve(applicationFolder(file), written);
    const node = runtime && lambdaRuntimeOf(nameOf(runtime));
    found.push({
      kind,
      path,
      movesWithCode: isAbsolute(written),
      ...(handler !== undefined && { entry: join(path, entryOf(handler)) }),
      ...(runtime && node && { runtime: { ...node, evidence: { file, line: runtime.loc.start.line } } }),
      evidence: { file, line: named.loc.start.line },
    });
  };
  walkCode(source.ast, source.visitorKeys, (node) => {
    if (node.type === 'Property' && TEXT_PROPERTY.test(staticName(node) ?? ''))
      note('text', readFile(node.value, source, originOf));
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
    const origin = originOf(node.callee);
    const names = origin?.path.slice(node.type === 'CallExpression' ? -2 : -1).join('.') ?? '';
    const deploys = origin?.module !== undefined && CDK.test(origin.module) ? DEPLOYS[names] : undefined;
    const [first, second] = node.arguments;
    if (deploys === 'asset' && !mayBundle(second)) note('folder', first, runBeside(node));
    if (deploys === 'text') note('text', first && readFile(first, source, originOf));
    const options = deploys === 'options' ? node.arguments.at(-1) : undefined;
    if (options)
      note('folder', propertyNamed(options, 'codeDirectory')?.value, {
        handler: 'index.handler',
        runtime: propertyNamed(options, 'runtime')?.value,
      });
  });
  return found;
}

/** The folder that relative paths start from: `cdk` runs the application in the folder of its cdk.json. */
function applicationFolder(file: string): string {
  const folders = [...manifestsAbove(dirname(file))].map(({ folder }) => folder);
  return folders.find((folder) => existsSync(join(folder, 'cdk.json'))) ?? folders[0] ?? dirname(file);
}

/** Whether the options may ask for bundling. Options that cannot be read completely may. */
const mayBundle = (options: Node | undefined): boolean =>
  options !== undefined &&
  !(
    options.type === 'ObjectExpression' &&
    options.properties.every(
      (property) => property.type === 'Property' && (staticName(property) ?? 'bundling') !== 'bundling',
    )
  );

/** How code is run. */
interface Run {
  readonly handler?: string | undefined;
  readonly runtime?: Node | undefined;
}

/** The rest of `{ code: Code.fromAsset(…), handler: 'index.handler', runtime: Runtime.NODEJS_22_X }`. */
function runBeside(code: Node): Run {
  const options =
    code.parent?.type === 'Property' && code.parent.parent.type === 'ObjectExpression' ? code.parent.parent : undefined;
  const handler = options && propertyNamed(options, 'handler')?.value;
  return {
    ...(handler?.type === 'Literal' && typeof handler.value === 'string' && { handler: handler.value }),
    runtime: options && propertyNamed(options, 'runtime')?.value,
  };
}

/** The last name of `lambda.Runtime.NODEJS_22_X`. */
const nameOf = (node: Node): string => (node.type === 'MemberExpression' ? staticName(node) : undefined) ?? '';

/** The path in `fs.readFileSync(path, 'utf8')`, with or without `.toString()`. */
function readFile(node: Node, source: Source, originOf: OriginOf): Node | undefined {
  const call = unwrap(node);
  const value = call.type === 'Identifier' ? soleValue(call, source) : call;
  if (value?.type !== 'CallExpression') return undefined;
  if (value.callee.type === 'MemberExpression' && staticName(value.callee) === 'toString')
    return readFile(value.callee.object, source, originOf);
  const origin = originOf(value.callee);
  return origin?.module !== undefined && /^(?:node:)?fs$/.test(origin.module) && origin.path.at(-1) === 'readFileSync'
    ? value.arguments[0]
    : undefined;
}

/**
 * Gives the path that an expression means, absolute where it starts at the folder of the file; `undefined` when it is
 * not known.
 */
function createPathOf(source: Source, file: string, originOf: OriginOf): (node: Node) => string | undefined {
  const all = (nodes: readonly Node[], combine: (paths: readonly string[]) => string): string | undefined => {
    const paths = nodes.map(pathOf);
    return paths.every((path) => path !== undefined) ? combine(paths) : undefined;
  };

  function pathOf(node: Node): string | undefined {
    const at = unwrap(node);
    switch (at.type) {
      case 'Literal':
        return typeof at.value === 'string' ? at.value : undefined;
      case 'TemplateElement':
        return at.value.cooked ?? undefined;
      case 'TemplateLiteral':
        return all(
          at.quasis.flatMap((quasi, index) => [quasi, ...at.expressions.slice(index, index + 1)]),
          (parts) => parts.join(''),
        );
      case 'BinaryExpression':
        return at.operator === '+' ? all([at.left, at.right], (parts) => parts.join('')) : undefined;
      case 'MemberExpression':
        return at.object.type === 'MetaProperty' && staticName(at) === 'dirname' ? dirname(file) : undefined;
      case 'CallExpression':
        return ofCall(at.callee, at.arguments);
      // An ES module defines `__dirname` itself, from `import.meta.url`.
      case 'Identifier':
        return at.name === '__dirname' ? dirname(file) : ofConstant(soleValue(at, source), at);
      default:
        return undefined;
    }
  }

  const ofConstant = (value: Node | undefined, name: Node): string | undefined =>
    value === undefined || value === name ? undefined : pathOf(value);

  function ofCall(callee: Node, args: readonly Node[]): string | undefined {
    const origin = originOf(callee);
    if (origin?.module === undefined || !/^(?:node:)?path$/.test(origin.module)) return undefined;
    return /^(?:join|resolve)$/.test(origin.path.at(-1) ?? '')
      ? all(args, (parts) => parts.reduce((folder, part) => (isAbsolute(part) ? part : join(folder, part)), ''))
      : undefined;
  }

  return pathOf;
}
