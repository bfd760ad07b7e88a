import { ObjectBuilder, lookUp } from '../../ast/object-value.js';
import { staticName, unwrap } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import type { Value } from '../../ast/value.js';
import type { CodeReader } from './code-reader.js';
import { isV2Member } from './construct-of.js';
import type { GlobalConfig } from '../types.js';

/**
 * Collects what a file sets on `AWS.config` of SDK v2. A region that is set there reaches every client.
 * `stsRegionalEndpoints` does not reach STS, which reads it only from its constructor (SDK v2 2.1693.0,
 * lib/services/sts.js).
 */
export class GlobalConfigCollector {
  readonly #settings: ObjectBuilder;
  /** `AWS.config.sts`, which outranks `AWS.config` for STS clients. */
  readonly #stsSettings: ObjectBuilder;
  readonly #regionWrites: Node[] = [];
  #regionalFlag: Node | undefined;
  #opaque: string | undefined;

  constructor(
    program: Node,
    private readonly reader: CodeReader,
  ) {
    this.#settings = new ObjectBuilder(program);
    this.#stsSettings = new ObjectBuilder(program);
  }

  visit(node: Node): void {
    if (
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      staticName(node.callee) === 'update' &&
      this.#isConfig(node.callee.object)
    )
      this.#merge(node.arguments[0], node);
    else if (
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      staticName(node.callee) === 'loadFromPath' &&
      this.#isConfig(node.callee.object)
    )
      this.#opaque ??= '`AWS.config` is loaded from a file';
    else if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      const name = staticName(node.left);
      if (this.#isConfig(node.left.object) && name !== undefined) this.#set(name, node.right, node);
      else if (isV2Member(this.reader.originOf(node.left), 'config')) this.#merge(node.right, node);
    }
  }

  build(): GlobalConfig {
    const ofSts = this.#stsSettings.build();
    const ofAll = this.#settings.build();
    const region = lookUp(ofSts, 'region');
    const endpoint = lookUp(ofSts, 'endpoint');
    const common = lookUp(ofAll, 'endpoint');
    // Settings that cannot be read seldom hold an endpoint for all services.
    const isCommon = endpoint.state === 'absent' && common.state === 'present';
    return {
      region: region.state === 'absent' ? lookUp(ofAll, 'region') : region,
      regionWrites: this.#regionWrites,
      endpoint: isCommon ? common : endpoint,
      endpointName: isCommon ? 'AWS.config.endpoint' : 'AWS.config.sts.endpoint',
      regionalFlag: this.#regionalFlag,
      opaque: this.#opaque,
    };
  }

  #isConfig(node: Node): boolean {
    return isV2Member(this.reader.originOf(node), 'config');
  }

  #merge(argument: Node | undefined, write: Node): void {
    if (!argument) return;
    let inner = unwrap(argument);
    // AWS.config = new AWS.Config({ … })
    if (inner.type === 'NewExpression') inner = unwrap(inner.arguments[0] ?? inner);
    const value = this.reader.valueOf(inner);
    this.#settings.spread(value, argument);
    if (lookUp(value, 'region').state === 'present') this.#regionWrites.push(write);
    const flag = lookUp(value, 'stsRegionalEndpoints');
    if (flag.state === 'present') this.#regionalFlag ??= flag.node;
    const sts = lookUp(value, 'sts');
    if (sts.state === 'present') this.#mergeSts(sts.value, argument, write);
    if (value.kind === 'unknown') this.#opaque ??= value.reason;
  }

  #set(name: string, value: Node, node: Node): void {
    this.#settings.set(name, this.reader.valueOf(value), node);
    if (name === 'region') this.#regionWrites.push(node);
    if (name === 'stsRegionalEndpoints') this.#regionalFlag ??= node;
    if (name === 'sts') this.#mergeSts(this.reader.valueOf(value), node, node);
  }

  #mergeSts(value: Value, node: Node, write: Node): void {
    this.#stsSettings.spread(value, node);
    if (lookUp(value, 'region').state === 'present') this.#regionWrites.push(write);
    const flag = lookUp(value, 'stsRegionalEndpoints');
    if (flag.state === 'present') this.#regionalFlag ??= flag.node;
  }
}
