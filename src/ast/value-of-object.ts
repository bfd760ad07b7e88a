import type { TSESTree } from '@typescript-eslint/utils';
import { applied } from './changed.js';
import { changesAt } from './changes.js';
import { aliasMentions } from './mentions.js';
import { quote, unknown, type Evaluation } from './evaluation.js';
import { thisIn } from './functions.js';
import { ObjectBuilder } from './object-value.js';
import { staticName } from './parents.js';
import type { Node } from './source.js';
import type { Value } from './value.js';

export function valueOfObject(node: TSESTree.ObjectExpression, evaluation: Evaluation): Value {
  const { source, valueOf } = evaluation;
  const builder = new ObjectBuilder(node);
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      builder.spread(valueOf(property.argument), property);
      continue;
    }
    const name = staticName(property) ?? computedName(property, evaluation);
    if (name === undefined) builder.openUp(`it has a computed key, ${quote(property.key, source)}`, property);
    else if (property.kind === 'init') builder.set(name, valueOf(property.value), property);
    else builder.set(name, unknown(`\`${name}\` is a getter`, property), property);
  }
  return changedByMethods(builder.build(), node, evaluation);
}

function computedName(property: TSESTree.Property, { valueOf }: Evaluation): string | undefined {
  const key = property.computed ? valueOf(property.key) : undefined;
  return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** What the object's own methods do to it, whenever they are called: `{ load() { this.region = … } }`. */
function changedByMethods(object: Value, node: TSESTree.ObjectExpression, evaluation: Evaluation): Value {
  const { source } = evaluation;
  return node.properties
    .flatMap((property) =>
      property.type === 'Property' && property.value.type === 'FunctionExpression' ? [property.value] : [],
    )
    .flatMap((method) => thisIn(method, source))
    .flatMap((mention): readonly Node[] => [mention, ...aliasMentions(mention, source)])
    .flatMap((mention) => changesAt(mention, evaluation))
    .reduce((value, change) => applied(value, change, false, node), object);
}

export function valueOfArray(node: TSESTree.ArrayExpression, { valueOf }: Evaluation): Value {
  const isKnown = node.elements.every((element) => element !== null && element.type !== 'SpreadElement');
  return {
    kind: 'array',
    elements: isKnown ? node.elements.map((element) => valueOf(element as Node)) : undefined,
    node,
  };
}
