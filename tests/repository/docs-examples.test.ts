import { Linter } from 'eslint';
import parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import type { CodemodName } from '../../src/engines/migrate/codemods.js';
import { lintText } from '../../src/engines/lint/lint-text.js';
import plugin from '../../src/index.js';
import type { Settings } from '../../src/model/settings/settings.js';
import { projectFactsFor } from '../../src/project/project-facts.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';
import { codeBlocks, pagesIn, readText, ROOT, type CodeBlock } from './repository.js';

/** Where the examples are read as if they stood: a package with sources, whose SDKs are installed. */
const FOLDER = `${ROOT}examples/orders-service/src/`;

function lint(rule: string, { code, language, options }: CodeBlock): string[] {
  const linter = new Linter({ cwd: ROOT });
  const config = {
    files: ['**/*.{js,ts}'],
    plugins: { 'sts-regional': plugin },
    languageOptions: {
      parser: parser as Linter.Parser,
      sourceType: /\brequire\(/.test(code) ? ('commonjs' as const) : ('module' as const),
    },
    ...(takesOptions(rule) ? {} : { settings: { 'sts-regional': options } }),
    rules: {
      [`sts-regional/${rule}`]:
        takesOptions(rule) && Object.keys(options).length > 0
          ? (['error', options] satisfies Linter.RuleEntry)
          : ('error' as const),
    },
  };
  return linter
    .verify(code, [config], { filename: `${FOLDER}example.${language}` })
    .map(({ fatal, message, line }) => `${fatal ? 'does not parse: ' : ''}${line}: ${message}`);
}

/** A rule without options has settings after the language of a code block. */
const takesOptions = (rule: string): boolean =>
  (plugin.rules?.[rule] as { readonly meta: { readonly schema: readonly unknown[] } }).meta.schema.length > 0;

const blocksOf = (page: string): CodeBlock[] =>
  codeBlocks(readText(page)).filter(({ language }) => language === 'ts' || language === 'js');

describe.each(pagesIn('docs/rules'))('docs/rules/%s.md', (rule) => {
  const blocks = blocksOf(`docs/rules/${rule}.md`);
  const incorrect = blocks.filter(({ heading }) => heading.startsWith('Incorrect'));
  const correct = blocks.filter(({ heading }) => heading === 'Correct');

  it('shows code that is wrong and code that is right', () => {
    expect(incorrect.length).toBeGreaterThan(0);
    expect(correct.length).toBeGreaterThan(0);
    expect(blocks).toHaveLength(incorrect.length + correct.length);
  });

  it.each(incorrect)('reports the incorrect code of line $line', (block) => {
    const reports = lint(rule, block);
    expect(reports).not.toEqual([]);
    expect(reports.join('\n')).not.toContain('does not parse');
  });

  it.each(incorrect.filter(isListOfExamples).flatMap((block) => exportedLines(block).map((line) => ({ block, line }))))(
    'reports every export of the incorrect code of line $block.line: $line',
    ({ block, line }) => {
      expect(
        lint(rule, {
          ...block,
          code: block.code
            .split('\n')
            .filter((text) => text === line || !exportedLines(block).includes(text))
            .join('\n'),
        }),
      ).not.toEqual([]);
    },
  );

  it.each(correct)('is silent about the correct code of line $line', (block) => {
    expect(lint(rule, block)).toEqual([]);
  });
});

/** The statements of one line that export something: where a block has several, each is an example of its own. */
function exportedLines({ code }: CodeBlock): string[] {
  return code.split('\n').filter((text) => /^export const .*;$/.test(text));
}

/** Nothing but imports and such statements, none of which another one needs. */
function isListOfExamples(block: CodeBlock): boolean {
  return Object.keys(block.options).length === 0 && exportedLines(block).length > 1;
}

describe.each(pagesIn('docs/codemods') as CodemodName[])('docs/codemods/%s.md', (codemod) => {
  const blocks = blocksOf(`docs/codemods/${codemod}.md`);
  const pairs = blocks
    .filter(({ heading }) => heading === 'Before')
    .map((before) => ({ before, after: blocks[blocks.indexOf(before) + 1], line: before.line }));
  const migrated = (block: CodeBlock, settings: Settings): string => {
    const path = `${FOLDER}example.${block.language}`;
    const result = migrateText(block.code, path, { settings, only: [codemod], project: projectFactsFor(path) });
    return result.status === 'unparsable' ? result.message : result.text;
  };

  it('shows code before and after', () => {
    expect(pairs.length).toBeGreaterThan(0);
    for (const { after } of pairs) expect(after?.heading).toBe('After');
  });

  it.each(pairs)('turns the code of line $line into the code that follows it', ({ before, after }) => {
    expect(migrated(before, before.options)).toBe(after?.code);
  });

  it.each(pairs)('leaves the code after that of line $line as it is', ({ before, after }) => {
    expect(after && migrated(after, before.options)).toBe(after?.code);
  });
});

describe('the README shows what really happens', () => {
  const [before, after] = blocksOf('README.md').filter(({ language }) => language === 'ts');
  const quoted = codeBlocks(readText('README.md')).find(({ code }) => /^\d+:\d+ {2}error/.test(code));
  const path = '/project/src/index.ts';
  const project = {
    root: undefined,
    moduleType: 'commonjs',
    usesTypeScript: true,
    versionOf: () => undefined,
  } as const;

  it('the reports are those of the code above them', () => {
    const result = lintText(before?.code ?? '', path, {
      preset: 'recommended',
      surroundings: surroundingsOf(path, {}, project),
    });
    const reports =
      result.status === 'linted'
        ? result.messages.map(({ line, column, message }) => `${line}:${column}  error  ${message}`)
        : [];
    const lines = (quoted?.code ?? '').trim().split('\n');
    expect(reports).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) expect(reports[index]?.startsWith(line.replace(/ …$/, ''))).toBe(true);
  });

  it('the second block of code is what migrate makes of the first', () => {
    const result = migrateText(before?.code ?? '', path, {
      settings: { regions: ['eu-west-1', 'eu-central-1'] },
      project,
    });
    expect(result.status === 'unparsable' ? result.message : result.text).toBe(after?.code);
  });
});
