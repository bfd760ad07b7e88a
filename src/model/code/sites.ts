import { lookUp } from '../../ast/object-value.js';
import { enclosingClass, shortText } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import { parseStsHost } from '../../sts/hosts.js';
import type { ConfigurationPlace, Construct } from '../../sts/packages.js';
import { honoursParentRegion } from '../../sts/sdk-behaviour.js';
import type { CallNode, Configuration, Site } from '../types.js';
import type { CodeReader } from './code-reader.js';
import { readConfiguration } from './configuration.js';
import { constructAt, constructOf } from './construct-of.js';
import { passedClassAt } from './passed-classes.js';
import { isSentElsewhere } from './sent-elsewhere.js';
import { hasOwnAssumers } from './site-assumers.js';
import { asksForMfa, sendsOneTimeCode, useOf } from './site-use.js';

/** Newer versions use its region when `clientConfig` has none. */
const PARENT_CONFIGURATION = { argument: 0, path: ['parentClientConfig'] };

/** What a call makes, and with which configuration. */
interface Made {
  readonly construct: Construct;
  readonly callee: Node;
  readonly configuration: Configuration;
  readonly isBuiltElsewhere: boolean;
  readonly isReExported: boolean;
}

/** The site that a `new X(…)`, `x(…)`, `super(…)` or `make(X, …)` is, if any. */
export function siteAt(node: CallNode, source: Source, reader: CodeReader): Site | undefined {
  const made = madeBy(node, source, reader);
  if (!made || (made.construct.kind === 'aws4' && !signsForSts(node, reader))) return undefined;
  const { construct, callee } = made;
  const isClient = construct.kind === 'v3-client' || construct.kind === 'v2-client';
  return {
    ...made,
    node,
    name: nameOf(callee, source),
    caller: undefined, // known when all clients of the file are
    isMocked: false, // known when all mocks of the file are
    parentRegion: honoursParentRegion(construct)
      ? readConfiguration(node, PARENT_CONFIGURATION, reader).setting('region')
      : { state: 'absent' },
    use: isClient
      ? useOf(node, source)
      : construct.kind === 'aws4' && isSentElsewhere(node, source)
        ? 'presigned'
        : 'sent',
    asksForMfa: asksForMfa(node) || (isClient && sendsOneTimeCode(node, source, reader)),
    callsSts:
      (construct.onlyWith === undefined || isGiven(construct.onlyWith, node, reader)) &&
      (construct.notWith === undefined || !isGiven(construct.notWith, node, reader)) &&
      !hasOwnAssumers(node, construct, source, reader),
  };
}

function madeBy(node: CallNode, source: Source, reader: CodeReader): Made | undefined {
  const found = constructAt(node, source, reader);
  if (found)
    return {
      ...found,
      callee: node.callee,
      configuration: readConfiguration(node, found.construct.configuration, reader),
      isBuiltElsewhere: false,
    };
  const passed = passedClassAt(node, (value) => constructOf(reader.originOf(value)), source, reader);
  return passed && { ...passed, isBuiltElsewhere: true, isReExported: false };
}

/** The user's own words for what is built. */
function nameOf(callee: Node, { text }: Source): string {
  if (callee.type !== 'Super') return shortText(callee, text);
  const superClass = enclosingClass(callee)?.superClass;
  return superClass ? shortText(superClass, text) : 'super';
}

/** Whether aws4 signs for STS. It takes the service from `service`, or else from the host. */
function signsForSts(node: CallNode, reader: CodeReader): boolean {
  const [argument] = node.arguments;
  if (!argument) return false;
  const options = reader.valueOf(argument);
  const literal = (key: string): unknown => {
    const found = lookUp(options, key);
    return found.state === 'present' && found.value.kind === 'literal' ? found.value.value : undefined;
  };
  const service = literal('service');
  return service === undefined
    ? ['host', 'hostname'].some((key) => parseStsHost(String(literal(key))) !== undefined)
    : service === 'sts';
}

/** Whether the setting at a place of the call is given. */
function isGiven({ argument, path }: ConfigurationPlace, node: CallNode, reader: CodeReader): boolean {
  const outer = readConfiguration(node, { argument, path: path.slice(0, -1) }, reader);
  return outer.setting(path.at(-1) ?? '').state === 'present';
}
