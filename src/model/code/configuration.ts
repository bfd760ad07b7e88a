import type { TSESTree } from '@typescript-eslint/utils';
import { lookUp, type PropertyState } from '../../ast/object-value.js';
import { unwrap } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import { choice, isNothing, optionsOf, type Value } from '../../ast/value.js';
import type { ConfigurationPlace } from '../../sts/packages.js';
import type { CallNode, Configuration } from '../types.js';
import type { CodeReader } from './code-reader.js';

const ABSENT: Configuration = {
  node: undefined,
  literal: undefined,
  value: undefined,
  opaque: undefined,
  setting: () => ({ state: 'absent' }),
};

/** The settings at the place where a construct takes its STS configuration from. */
export function readConfiguration(
  call: Pick<CallNode, 'arguments'>,
  place: ConfigurationPlace | undefined,
  reader: CodeReader,
): Configuration {
  if (!place) return ABSENT;
  const before = place.argument < 0 ? call.arguments : call.arguments.slice(0, place.argument + 1);
  const spread = before.find((argument) => argument.type === 'SpreadElement');
  if (spread) return opaque(spread, 'the arguments are spread from another value');
  const argument = call.arguments.at(place.argument);
  if (!argument) return ABSENT;
  return place.path.reduce(inside, ofValue(argument, configObject(reader.valueOf(argument), reader)));
}

/** A v2 client accepts `new AWS.Config({ … })` in place of the object (SDK v2 2.1693.0). */
function configObject(value: Value, reader: CodeReader): Value {
  if (value.kind !== 'instance' || value.node.type !== 'NewExpression') return value;
  const [argument] = value.node.arguments;
  return reader.originOf(value.node.callee)?.path.join('.') === 'Config' && argument ? reader.valueOf(argument) : value;
}

function ofValue(node: Node, value: Value): Configuration {
  const inner = unwrap(node);
  const options = optionsOf(value);
  const unknown = options.find((option) => option.kind === 'unknown');
  return {
    node,
    literal: inner.type === 'ObjectExpression' ? inner : undefined,
    value,
    opaque: options.some((option) => option.kind === 'object' || isNothing(option))
      ? undefined
      : unknown?.kind === 'unknown'
        ? unknown.reason
        : 'it is not an object literal',
    setting: (name) => lookUp(value, name),
  };
}

/** The object under one key of a configuration: `clientConfig`, `stsConfig`. */
function inside(outer: Configuration, key: string): Configuration {
  if (outer.opaque !== undefined) return outer;
  const found = outer.setting(key);
  if (found.state === 'absent') return ABSENT;
  if (found.state === 'unknown') return opaque(outer.node, found.reason);
  const property = outer.literal?.properties.find((p): p is TSESTree.Property => p === found.node);
  const value = found.always
    ? found.value
    : choice([...optionsOf(found.value), { kind: 'literal', value: undefined, node: found.node }], found.node);
  return ofValue(property?.value ?? found.value.node, value);
}

/** A configuration that cannot be read, with the reason. */
export const opaque = (node: Node | undefined, reason: string): Configuration => ({
  node,
  literal: undefined,
  value: undefined,
  opaque: reason,
  setting: (): PropertyState => ({ state: 'unknown', reason }),
});
