import { describe, expect, it } from 'vitest';
import { alignColumns } from '../../../../src/cli/commands/endpoints/columns.js';
import { partitionTables, tableToText } from '../../../../src/cli/commands/endpoints/table.js';

const text = (width: number | undefined, color = false): string =>
  tableToText(partitionTables({ partition: 'aws-us-gov' }), width, color);
const longest = (lines: string): number =>
  Math.max(
    ...lines
      .split('\n')
      .filter((line) => line.startsWith(' '))
      .map((line) => line.length),
  );

describe('the table on a terminal', () => {
  it('has every column where there is room, and in a pipe', () => {
    expect(text(undefined)).toContain('activation');
    expect(text(250)).toBe(text(undefined));
  });

  it('drops activation, then the name, where there is less', () => {
    expect(text(145)).not.toContain('activation');
    expect(text(145)).toContain('AWS GovCloud (US-East)');
    expect(longest(text(145))).toBeLessThanOrEqual(145);
    expect(text(120)).not.toContain('AWS GovCloud (US-East)');
    expect(longest(text(120))).toBeLessThanOrEqual(120);
  });

  it('has the hosts of a region below each other where they do not fit beside each other', () => {
    expect(text(80).split('\n').slice(1, 5)).toEqual([
      '  us-gov-east-1  default  AWS GovCloud (US-East)',
      '    STS         sts.us-gov-east-1.amazonaws.com',
      '    FIPS        sts.us-gov-east-1.amazonaws.com',
      '    dual-stack  sts.us-gov-east-1.api.aws',
    ]);
  });

  it('explains the words that it has, and no others', () => {
    const legend = (partition: string): readonly string[] =>
      tableToText(partitionTables({ partition }), undefined, false)
        .split('\n\n')
        .at(-1)
        ?.trim()
        .split('\n')
        .map((line) => line.split(' ')[0] ?? '') ?? [];
    expect(legend('aws')).toEqual(['default', 'opt-in', 'unknown', '–']);
    expect(legend('aws-cn')).toEqual(['default', '–']);
  });

  it('is coloured without being wider', () => {
    const colored = text(145, true);
    expect(colored).toContain('\u001B[32mdefault\u001B[39m');
    expect(colored.replace(/\u001B\[\d+m/g, '')).toBe(text(145));
  });
});

describe('columns', () => {
  it('are as wide as their widest cell, and right-aligned when told', () => {
    expect(
      alignColumns(
        [
          ['a', '1', 'x'],
          ['bbb', '1000', ''],
        ],
        [1],
      ),
    ).toEqual(['a       1  x', 'bbb  1000']);
  });

  it('may be missing in a row', () => {
    expect(alignColumns([['a'], ['b', 'c']])).toEqual(['a', 'b  c']);
    expect(alignColumns([])).toEqual([]);
  });
});
