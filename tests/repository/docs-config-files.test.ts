import { describe, expect, it } from 'vitest';
import { fenceFormatOf } from '../../src/config-files/formats.js';
import { reportsOn } from '../config-files/lint.js';
import { codeBlocks, readText } from './repository.js';

const blocks = codeBlocks(readText('docs/config-files.md'));
const under = (title: string) => blocks.filter(({ heading }) => heading === title);
/** As the file whose name the first line gives, else as any file of the language. */
const pathOf = ({ language, code }: { readonly language: string; readonly code: string }): string =>
  /^# (?:~\/)?([\w./-]*\.[\w./-]+)$/m.exec(code)?.[1] ?? `example.${fenceFormatOf(language) ?? language}`;

describe('docs/config-files.md', () => {
  it('has examples of both kinds', () => {
    expect(under('Reported').length).toBeGreaterThan(3);
    expect(under('Never reported').length).toBeGreaterThan(3);
  });

  it.each(under('Reported'))('the example of line $line is reported, once', (block) => {
    expect(reportsOn(pathOf(block), block.code)).toHaveLength(1);
  });

  it.each(under('Never reported'))('the example of line $line is not, by strict neither', (block) => {
    expect(reportsOn(pathOf(block), block.code, { preset: 'strict' })).toEqual([]);
  });
});
