import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, isCalled, staticName, unwrap, wrapped } from '../../ast/parents.js';
import { soleValue } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import { isMethodMock, isModuleMock, isServiceMock, LOADS_WITH_MOCKS } from '../../sts/mocks.js';
import { packageOf } from '../../sts/packages.js';
import type { Site } from '../types.js';
import type { CodeReader } from './code-reader.js';
import { isExpectation } from './call-meaning.js';

/**
 * The sites that send nothing: the file replaces their module, their class or the client itself, or builds the client
 * only to compare it.
 */
export function mockedSites(
  calls: readonly TSESTree.CallExpression[],
  sites: readonly Site[],
  source: Source,
  reader: CodeReader,
): ReadonlySet<Site> {
  if (sites.length === 0) return new Set();
  const mocks = new Mocks(source, reader);
  for (const call of calls) mocks.note(call);
  return new Set(sites.filter((site) => mocks.isMocked(site)));
}

class Mocks {
  readonly #modules = new Set<string>();
  readonly #services = new Set<string>();
  /** Clients, by the expression that builds them. */
  readonly #clients = new Set<Node>();
  /** Classes and functions: a module and the path of the export in it. */
  readonly #exports = new Set<string>();
  #replacesClients = false;

  constructor(
    private readonly source: Source,
    private readonly reader: CodeReader,
  ) {}

  note(call: TSESTree.CallExpression): void {
    const name = calleeName(call.callee);
    if (name === undefined) return;
    const callee = unwrap(call.callee);
    const [first, second] = call.arguments;
    if (LOADS_WITH_MOCKS.has(name) && second) this.#noteKeys(second);
    const owner = callee.type === 'MemberExpression' ? callee.object : undefined;
    const object = owner && calleeName(owner);
    if (!first) return;
    if (isModuleMock(object, name)) this.#noteModule(first);
    if (owner && isServiceMock(name, () => this.reader.originOf(owner)?.module)) this.#services.add(this.#text(first));
    if (isMethodMock(object, name)) this.#noteTarget(first, second);
  }

  isMocked({ node, callee, construct }: Site): boolean {
    const origin = this.reader.originOf(callee);
    return (
      this.#clients.has(node) ||
      (this.#replacesClients && construct.sdk === 'v3' && construct.kind !== 'v3-client' && !isCalled(node)) ||
      (construct.sdk === 'v2' && this.#services.has(construct.name || 'STS')) ||
      (origin?.module !== undefined &&
        (this.#modules.has(packageOf(origin.module)) || this.#exports.has(keyOf(origin.module, origin.path)))) ||
      isCompared(node)
    );
  }

  #noteModule(specifier: Node): void {
    const value = this.reader.valueOf(specifier);
    if (value.kind === 'literal' && typeof value.value === 'string') this.#modules.add(packageOf(value.value));
    // `vi.mock(import('aws-sdk'))`
    const imported = unwrap(specifier);
    if (imported.type === 'ImportExpression') this.#noteModule(imported.source);
  }

  #noteKeys(object: Node): void {
    const value = this.reader.valueOf(object);
    if (value.kind === 'object') for (const key of value.entries.keys()) this.#modules.add(packageOf(key));
  }

  /** A client, a class or its prototype, or a namespace whose member the next argument names. */
  #noteTarget(target: Node, member: Node | undefined): void {
    const inner = unwrap(target);
    this.#clients.add(inner);
    const held = inner.type === 'Identifier' ? soleValue(inner, this.source) : undefined;
    if (held) this.#clients.add(held);
    const replaced =
      inner.type === 'MemberExpression' && staticName(inner) === 'prototype' ? unwrap(inner.object) : inner;
    const origin = this.reader.originOf(replaced);
    if (origin?.module === undefined) return;
    // Providers run inside of clients.
    this.#replacesClients ||= origin.module.startsWith('@aws-sdk/client-');
    this.#exports.add(keyOf(origin.module, origin.path));
    if (member) this.#exports.add(keyOf(origin.module, [...origin.path, this.#text(member)]));
  }

  #text(node: Node): string {
    const value = this.reader.valueOf(node);
    return value.kind === 'literal' ? String(value.value) : '';
  }
}

const keyOf = (module: string, path: readonly string[]): string => `${packageOf(module)} ${path.join('.')}`;

/** `expect(client).toEqual(new STSClient({}))`: the client is looked at, and sends nothing. */
function isCompared(node: Node): boolean {
  const { parent } = wrapped(node);
  return parent?.type === 'CallExpression' && parent.callee !== node && isExpectation(parent);
}
