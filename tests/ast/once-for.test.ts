import { expect, it } from 'vitest';
import { onceFor } from '../../src/ast/once-for.js';

it('answers a question about a subject once, also when the answer is that there is none', () => {
  const asked: object[] = [];
  const answer = onceFor((subject: object): number | undefined => {
    asked.push(subject);
    return asked.length === 1 ? undefined : asked.length;
  });
  const [first, second] = [{}, {}];
  expect([answer(first), answer(first), answer(second), answer(second)]).toEqual([undefined, undefined, 2, 2]);
  expect(asked).toEqual([first, second]);
});
