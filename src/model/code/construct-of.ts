import { RESULT, type Origin } from '../../ast/origin.js';
import { calleeName, enclosingClass, unwrap } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import type { TypeOrigin } from '../../ast/type-information.js';
import { isV2Namespace, PACKAGES, packageOf, type Construct } from '../../sts/packages.js';
import type { CallNode } from '../types.js';
import type { CodeReader } from './code-reader.js';

/** The construct that an origin is, if it is one. The global `AWS` is the browser build of SDK v2. */
export function constructOf(origin: Origin | undefined): Construct | undefined {
  if (!origin) return undefined;
  const [module, path] =
    origin.module === undefined ? ['aws-sdk', origin.path.slice(1)] : [packageOf(origin.module), origin.path];
  const rows = PACKAGES.get(module) ?? PACKAGES.get(withoutBuildFolder(module));
  return rows?.find((construct) => construct.name === path.join('.'));
}

/** `@aws-sdk/client-sts/dist-cjs/STSClient` and `aws-sdk/dist/aws-sdk` count as the package. */
const withoutBuildFolder = (module: string): string => module.replace(/\/dist(?:-\w+)?\/.*$/, '');

const isV2Root = (origin: Origin | undefined): boolean =>
  origin !== undefined && (origin.module === undefined || isV2Namespace(packageOf(origin.module)));

/** Whether the origin is a member of `AWS` of SDK v2: `AWS.config`. */
export const isV2Member = (origin: Origin | undefined, name: string): boolean =>
  isV2Root(origin) && origin?.path.slice(origin.module === undefined ? 1 : 0).join('.') === name;

/** The construct that a call makes. */
export interface FoundConstruct {
  readonly construct: Construct;
  /** The class comes from another file of the project, or only its type shows which one it is. */
  readonly isReExported: boolean;
}

/** The construct that a `new X(…)`, `x(…)` or `super(…)` makes. */
export function constructAt(node: CallNode, source: Source, reader: CodeReader): FoundConstruct | undefined {
  const callee = unwrap(node.callee);
  const call = node.type === 'NewExpression' || callee.type === 'Super' ? 'new' : 'call';
  const superClass = callee.type === 'Super' ? enclosingClass(node)?.superClass : undefined;
  const origin = callee.type === 'Super' ? superClass && reader.originOf(superClass) : reader.originOf(callee);
  const own =
    constructOf(origin ?? undefined) ?? inheritedConstruct(callee, source, reader) ?? constructByName(callee, source);
  const construct = own ?? reExportedConstruct(origin ?? undefined, reader) ?? typedConstruct(callee, reader);
  return construct?.call === call ? { construct, isReExported: own === undefined } : undefined;
}

const CONSTRUCT_NAMES: ReadonlySet<string> = new Set(
  [...PACKAGES.values()]
    .flat()
    .map((construct) => construct.name)
    .filter((name) => name !== ''),
);

/** `new this.sdk.STS()`: only its type shows what it is. Types are slow, so only names of constructs are looked up. */
function typedConstruct(callee: Node, { typedOrigin }: CodeReader): Construct | undefined {
  const name = typedOrigin && calleeName(callee);
  const origin = name !== undefined && CONSTRUCT_NAMES.has(name) ? typedOrigin?.(callee) : undefined;
  return origin && constructOf(asServiceModule(origin));
}

/** Each service of SDK v2 is the whole of its module: `aws-sdk/clients/sts`. */
const asServiceModule = (origin: TypeOrigin): Origin =>
  origin.module === 'aws-sdk' && /^clients\/\w+$/.test(origin.file)
    ? { module: `aws-sdk/${origin.file}`, path: [] }
    : origin;

/** `import { AWS } from './aws'; new AWS.STS()`: the other file says where `AWS` comes from. */
function reExportedConstruct(origin: Origin | undefined, { importedOrigin }: CodeReader): Construct | undefined {
  const module = origin?.module;
  if (!importedOrigin || module === undefined || !CONSTRUCT_NAMES.has(origin?.path.at(-1) ?? '')) return undefined;
  const through = (exported: string, path: readonly string[]): Construct | undefined => {
    const isCalled = path[0] === RESULT;
    const found = importedOrigin(module, exported, isCalled);
    return found && constructOf({ module: found.module, path: [...found.path, ...path.slice(isCalled ? 1 : 0)] });
  };
  const [name, ...rest] = origin?.path ?? [];
  return (
    (name === undefined || name === RESULT ? undefined : through(name, rest)) ?? through('default', origin?.path ?? [])
  );
}

/**
 * `aws4.sign` is recognised by its name, however it is imported (a path inside its own repository, a bundler alias).
 */
const constructByName = (callee: Node, source: Source): Construct | undefined =>
  callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'aws4'
    ? PACKAGES.get('aws4')?.find(({ name }) => source.text.slice(callee.range[0], callee.range[1]) === `aws4.${name}`)
    : undefined;

/** How many classes that extend each other are followed. */
const MAX_ANCESTORS = 5;

/** `class RegionalSts extends STSClient {}`: a class without a constructor of its own is built like its base class. */
function inheritedConstruct(callee: Node, source: Source, reader: CodeReader, depth = 0): Construct | undefined {
  if (callee.type !== 'Identifier' || depth > MAX_ANCESTORS) return undefined;
  const declared = variableOf(callee, source)?.defs[0]?.node;
  const cls = declared?.type === 'VariableDeclarator' ? declared.init : declared;
  if ((cls?.type !== 'ClassDeclaration' && cls?.type !== 'ClassExpression') || !cls.superClass) return undefined;
  if (cls.body.body.some((member) => member.type === 'MethodDefinition' && member.kind === 'constructor'))
    return undefined;
  return (
    constructOf(reader.originOf(cls.superClass)) ??
    inheritedConstruct(unwrap(cls.superClass), source, reader, depth + 1)
  );
}
