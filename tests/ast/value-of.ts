import { parse } from '../../src/ast/parse.js';
import type { Node } from '../../src/ast/source.js';
import { walk } from '../../src/ast/source.js';
import { createEvaluator } from '../../src/ast/evaluator.js';
import type { Value } from '../../src/ast/value.js';

/** What is known of the argument of `probe(…)` in a text. */
export const probedValue = (text: string, path = '/project/file.ts'): Value => probed(text, path).value;

/** The same, with the steps that it took to know it. */
export function probed(text: string, path = '/project/file.ts'): { readonly value: Value; readonly steps: number } {
  const result = parse(text, path);
  if ('failure' in result) throw new Error(`${result.failure.line}: ${result.failure.message}`);
  const { source } = result;
  let argument: Node | undefined;
  walk(source.ast, source.visitorKeys, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'probe')
      argument = node.arguments[0];
  });
  if (!argument) throw new Error('No probe(…) in the text');
  const { valueOf, steps } = createEvaluator(source);
  return { value: valueOf(argument), steps: steps() };
}

/**
 * A value in one line: `$X` is the environment variable X, `?` is unknown, `{a: 1?}` has `a` only on some paths, and
 * `{…}` may have other keys.
 */
export function notation(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
    case 'environment':
      return `$${value.name}`;
    case 'text':
      return `\`${value.parts.map((part) => (typeof part === 'string' ? part : `<${notation(part)}>`)).join('')}\``;
    case 'object': {
      const entries = [...value.entries].map(
        ([key, entry]) => `${key}: ${notation(entry.value)}${entry.presence === 'sometimes' ? '?' : ''}`,
      );
      return `{${[...entries, ...(value.open === undefined ? [] : ['…'])].join(', ')}}`;
    }
    case 'array':
      return value.elements ? `[${value.elements.map(notation).join(', ')}]` : '[…]';
    case 'function':
      return 'function';
    case 'instance':
      return 'instance';
    case 'choice':
      return value.options.map(notation).join(' | ');
    case 'unknown':
      return '?';
  }
}
