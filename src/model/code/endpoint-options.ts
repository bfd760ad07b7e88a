import type { Evaluator } from '../../ast/evaluator.js';
import { optionsOf, type Value } from '../../ast/value.js';

/**
 * The strings that an endpoint setting may be: written out, or inside `new AWS.Endpoint('…')`, `new URL('…')` or an
 * object with a `hostname` or `url`.
 */
export const endpointOptions = (value: Value, { valueOf }: Pick<Evaluator, 'valueOf'>): readonly Value[] =>
  optionsOf(value).flatMap((option): readonly Value[] => {
    if (option.kind === 'instance' && option.node.type === 'NewExpression' && option.node.arguments[0])
      return optionsOf(valueOf(option.node.arguments[0]));
    if (option.kind === 'object')
      return optionsOf(option.entries.get('hostname')?.value ?? option.entries.get('url')?.value ?? option);
    return [option];
  });
