import fc from 'fast-check';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { cured, reportsOn } from './lint.js';

/** What the one report of a document changes: the setting, and nothing else. */
interface Format {
  readonly path: string;
  /** A document with the setting, between other keys and comments. */
  readonly document: fc.Arbitrary<string>;
  readonly valueOf: (text: string) => unknown;
}

const key = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
  .filter((name) => !/^(?:null|true|false|yes|no|on|off|env|y|n)$/.test(name));
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.replace(/[\r\n\u2028\u2029\0]/g, ' '));
const safe = fc.stringMatching(/^[a-z0-9 é#"'{}:,-]{0,12}$/);
const lineEnd = fc.constantFrom('\n', '\r\n');
const others = fc.uniqueArray(fc.tuple(key, safe), { maxLength: 4, selector: ([name]) => name });

const json = (value: string): string => JSON.stringify(value);
const single = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const FORMATS: readonly Format[] = [
  {
    path: 'a.json',
    document: fc
      .tuple(
        fc.uniqueArray(fc.tuple(key, text), { maxLength: 4, selector: ([name]) => name }),
        fc.constantFrom('', '\n', '\r\n\t'),
      )
      .map(
        ([pairs, space]) =>
          `{${[...pairs, ['AWS_REGION', 'eu-west-1'], ['AWS_STS_REGIONAL_ENDPOINTS', 'legacy']].map(([name = '', value = '']) => `${space}${json(name)}: ${json(value)}`).join(',')}${space}}`,
      ),
    valueOf: (document) => JSON.parse(document) as unknown,
  },
  {
    path: 'a.yaml',
    document: fc
      .tuple(
        others,
        lineEnd,
        fc.constantFrom(json, single),
        fc.constantFrom('legacy', '"legacy"', "'legacy'", '&mode legacy', '!!str legacy', 'Legacy # why'),
      )
      .map(([pairs, end, quote, mode]) =>
        [
          '# why',
          ...pairs.map(([name, value]) => `${name}: ${quote(value)} # ${name}`),
          'env:',
          '  AWS_REGION: eu-west-1',
          `  AWS_STS_REGIONAL_ENDPOINTS: ${mode}`,
          '  last: |',
          '    a',
          '    b',
          '',
        ].join(end),
      ),
    valueOf: (document) => parseYaml(document) as unknown,
  },
  {
    path: 'a.toml',
    document: fc
      .tuple(others, lineEnd, fc.constantFrom('"legacy"', "'legacy'", '"""legacy"""'))
      .map(([pairs, end, mode]) =>
        [
          ...pairs.map(([name, value]) => `${name} = ${json(value)} # ${name}`),
          '[env] # why',
          `AWS_STS_REGIONAL_ENDPOINTS = ${mode}`,
          'AWS_REGION = "eu-west-1"',
          '',
        ].join(end),
      ),
    valueOf: (document) => getStaticTOMLValue(parseTOML(document)),
  },
  {
    path: 'a.tf',
    document: fc
      .tuple(
        others,
        lineEnd,
        fc.constantFrom('# why', '// why', '/* } */', ''),
        fc.constantFrom(
          '"${lookup(var.a, "}")}"',
          '[for a in b : { c = a }]',
          'merge({ a = 1 }, var.b)',
          'a["b"] ? 1 : 2',
        ),
        fc.constantFrom('<<-END', '<<END'),
      )
      .map(([pairs, end, comment, computed, heredoc]) =>
        [
          'resource "aws_lambda_function" "a" {',
          ...pairs.map(([name, value]) => `  ${name} = ${json(value)} ${comment}`),
          `  computed = ${computed}`,
          `  text = ${heredoc}`,
          ...pairs.map(([name, value]) => `${name} "${value}`),
          'END',
          '  environment {',
          `    variables = { AWS_STS_REGIONAL_ENDPOINTS = "legacy" } ${comment}`,
          '  }',
          '}',
          '',
        ].join(end),
      ),
    valueOf: withModeMasked,
  },
  {
    path: 'a.properties',
    document: fc
      .tuple(others, lineEnd, fc.constantFrom('=', ': ', ' ', ' = \\\n  '), fc.constantFrom('', ' ', '\t'))
      .map(([pairs, end, sign, lead]) =>
        [
          '! why',
          ...pairs.map(([name, value]) => `${name}=${value}`),
          `${lead}AWS_STS_REGIONAL_ENDPOINTS${sign}legacy`,
          `AWS_REGION${sign}eu-west-1`,
          'last = a,\\',
          '  b',
          '',
        ].join(end),
      ),
    valueOf: withModeMasked,
  },
];

/** No parser of the format is at hand: what is around the mode is compared as text. */
function withModeMasked(document: string): string {
  return document.replace(/legacy|regional(?!_)/, '…');
}

/** The same tree with the mode set. */
const withRegional = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [
          name,
          name === 'AWS_STS_REGIONAL_ENDPOINTS' ? 'regional' : withRegional(inner),
        ]),
      );

describe.each(FORMATS)('a fix of $path', ({ path, document, valueOf }) => {
  it('changes the bytes of the value alone, and the file reads as before with that value', () => {
    fc.assert(
      fc.property(document, (before) => {
        const [report, ...more] = reportsOn(path, before);
        expect(more).toEqual([]);
        const [start, end] = report?.fix?.range ?? [0, 0];
        expect(before.slice(start, end).toLowerCase()).toBe('legacy');
        const after = report ? cured(before, report) : '';
        expect(after).toBe(`${before.slice(0, start)}regional${before.slice(end)}`);
        expect(valueOf(after)).toEqual(withRegional(valueOf(before)));
        expect(reportsOn(path, after)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('any text', () => {
  it.each(['a.json', 'a.yaml', 'a.toml', 'a.tf', 'a.properties', '.env', '.aws/config', 'Dockerfile', 'a.md'])(
    'as %s crashes nothing',
    (path) => {
      const word = fc.constantFrom(
        'AWS_STS_REGIONAL_ENDPOINTS',
        'legacy',
        'sts.amazonaws.com',
        'env',
        'name',
        'value',
        '<<',
        ': ',
        '= ',
        '- ',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        ',',
        '\n',
        '\n  ',
        '*a',
        '&a ',
        '|',
        '#',
        '```yaml\n',
        '!Sub ',
        '\\',
        'ENV ',
        '${',
        '<<EOF\n',
        '\nEOF\n',
        'for ',
        'jsonencode(',
        ')',
        '/*',
      );
      fc.assert(
        fc.property(fc.array(word, { maxLength: 30 }), (words) => {
          const document = words.join('');
          try {
            for (const report of reportsOn(path, document, { preset: 'strict' }))
              expect(report.endLine).toBeGreaterThanOrEqual(report.line);
          } catch (error) {
            expect((error as Error).message).toContain('cannot be parsed');
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it('that is cut off after a backslash in a string is not read forever', () => {
    expect(reportsOn('a.json', '{"AWS_STS_REGIONAL_ENDPOINTS":"legacy\\')).toEqual([]);
  });
});
