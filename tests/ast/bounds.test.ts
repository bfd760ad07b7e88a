import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../src/ast/value.js';
import { notation, probed } from './value-of.js';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');

/** Programs of any length that ask for all the ways through them, which double with every line. */
const DOUBLING: Readonly<Record<string, (count: number) => string>> = {
  'options that are extended on some paths': (count) =>
    `let o = { region: 'x' };\n${lines(count, (i) => `if (c${i}) o = { ...o, k${i}: 1 };`)}\nprobe(o);`,
  'functions that call another twice': (count) =>
    `const f0 = () => ({ region: 'x' });\n` +
    `${lines(count, (i) => `const f${i} = () => (c ? f${i - 1}() : f${i - 1}());`)}\n` +
    `probe(f${count}());`,
  'conditions on both sides of which stands the one before': (count) =>
    `const a0 = { region: 'x' };\n` +
    `${lines(count, (i) => `const a${i} = c ? a${i - 1} : { ...a${i - 1}, k${i}: 1 };`)}\n` +
    `probe(a${count});`,
  'text that is put together from itself': (count) =>
    `const t0 = 'x';\n${lines(count, (i) => `const t${i} = t${i - 1} + t${i - 1};`)}\nprobe(t${count});`,
  'text with holes that is put together from itself': (count) =>
    `const t0 = \`x\${y}\`;\n` +
    `${lines(count, (i) => `const t${i} = \`\${t${i - 1}}\${t${i - 1}}\`;`)}\n` +
    `probe(t${count});`,
  'names that are given on and on': (count) =>
    `var a0 = { region: 'x' };\n` +
    `${lines(count, (i) => `var a${i} = a${i - 1}; var a${i} = a${i - 1};`)}\n` +
    `a${count}.k = 1;\n` +
    'probe(a0);',
  'an object that is set in itself': (count) => `const o = {};\n${lines(count, () => 'o.a = o;')}\nprobe(o);`,
};

describe('what one question may cost', () => {
  it.each(Object.entries(DOUBLING))('%s: twice the lines take at most four times the steps', (_, program) => {
    const [some, twice] = [probed(program(20)).steps, probed(program(40)).steps];
    expect(twice).toBeLessThan(some * 4 + 10);
  });

  it.each(Object.entries(DOUBLING))('%s: a thousand lines are given up', (_, program) => {
    expect(probed(program(1_000)).steps).toBeLessThanOrEqual(20_000);
  });

  it('reads options that are extended on twenty paths', () => {
    const { value } = probed(DOUBLING['options that are extended on some paths']?.(20) ?? '');
    expect(notation(value)).toMatch(/^\{region: 'x'\} \| .* \| \{region: 'x', k1: 1\?, .*, k20: 1\}$/);
  });

  it('says why it gives up', () => {
    const several = (count: number): string =>
      `let a;\nswitch (c) {\n${lines(count, (i) => `case ${i}: a = 'r${i}'; break;`)}\n}\nprobe(a);`;
    expect(optionsOf(probed(several(60)).value)).toHaveLength(61);
    expect(probed(several(70)).value).toMatchObject({
      kind: 'unknown',
      reason: 'it may be any of more than 64 values',
    });
  });
});
