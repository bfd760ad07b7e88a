import { Linter } from 'eslint';
import parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import { lazyEngine } from '../../src/cli/engine.js';
import { settingsProblem } from '../../src/model/settings/settings-problem.js';
import { renderHelper } from '../../src/helper/index.js';
import plugin from '../../src/index.js';
import { fallbacksOf, type Settings } from '../../src/model/settings/settings.js';
import { runIn } from '../cli/run-in-process.js';
import { tree } from '../cli/tree.js';
import { codeBlocks, readText, type CodeBlock } from './repository.js';

/**
 * Pages about one subject. Each block of code says what is true of it: who reports it, or its part in the worked
 * example.
 */
const GUIDES = [
  'adopting-gradually',
  'eks',
  'faq',
  'lambda-and-cdk',
  'monorepo',
  'nextjs-and-edge',
  'sdk-v2',
  'token-validity',
  'vpc-endpoints',
].map((name) => `docs/${name}.md`);

interface Options {
  readonly reportedBy?: readonly string[];
  readonly role?: 'settings' | 'before' | 'after' | 'helper';
  /** What `migrate` is told where the page has no settings. */
  readonly regions?: readonly string[];
}

const optionsOf = (block: CodeBlock): Options => block.options;
const isCode = ({ language }: CodeBlock): boolean => language === 'ts' || language === 'js';
const project = { root: '/project', moduleType: 'module', usesTypeScript: true, versionOf: () => undefined } as const;

function migrated(code: string, settings: Settings): string {
  const result = migrateText(code, '/project/example.ts', { settings, project });
  return result.status === 'unparsable' ? result.message : result.text;
}

/** The settings file that the page shows. */
function settingsOf(blocks: readonly CodeBlock[]): Settings {
  const block = blocks.find((each) => optionsOf(each).role === 'settings');
  return block ? (JSON.parse(block.code) as Settings) : {};
}

function reports(code: string, settings: Settings): string[] {
  // What is wrong with the one region of an example is not what the page is about.
  const rules = {
    ...plugin.configs.strict.rules,
    'sts-regional/require-vpc-endpoint': 'error',
    'sts-regional/require-fallback-region': 'off',
  } satisfies Linter.RulesRecord;
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser: parser as Linter.Parser },
    plugins: { 'sts-regional': plugin },
    settings: { 'sts-regional': settings },
    rules,
  };
  return new Linter()
    .verify(code, [config], { filename: 'example.ts' })
    .map(({ ruleId, message }) => (ruleId === null ? message : ruleId.replace('sts-regional/', '')));
}

describe.each(GUIDES)('%s', (page) => {
  const blocks = codeBlocks(readText(page));

  it('says of each block of code what is true of it', () => {
    for (const block of blocks.filter(isCode))
      expect(optionsOf(block).reportedBy ?? optionsOf(block).role, `line ${block.line}`).toBeDefined();
  });

  it.each(blocks.filter((block) => optionsOf(block).reportedBy))(
    'is right about who reports the code of line $line',
    async (block) => {
      expect(reports(block.code, settingsOf(blocks))).toEqual(optionsOf(block).reportedBy);
    },
  );

  it.each(blocks.filter((block) => optionsOf(block).role === 'before'))(
    'shows after line $line what migrate makes of it',
    (before) => {
      const after = blocks[blocks.indexOf(before) + 1];
      const { regions } = optionsOf(before);
      const settings = regions ? { regions } : settingsOf(blocks);
      expect(migrated(before.code, settings)).toBe(after?.code);
      expect(migrated(after?.code ?? '', settings)).toBe(after?.code);
    },
  );

  it.each(blocks.filter(({ language }) => language === 'json'))('shows JSON in line $line', ({ code }) => {
    expect(() => JSON.parse(code) as unknown).not.toThrow();
  });
});

describe('docs/faq.md', () => {
  const [, ...answers] = readText('docs/faq.md').split(/^## /m);

  it('has questions', () => {
    expect(answers.length).toBeGreaterThan(9);
  });

  it.each(answers.map((answer) => answer.split('\n\n')))('answers "%s" with its first words', (question, answer) => {
    expect(question).toMatch(/\?$/);
    expect(answer).toMatch(/^(?:Yes|No|It depends)\b/);
  });

  it('has settings that are right', () => {
    expect(settingsProblem(settingsOf(codeBlocks(readText('docs/faq.md'))))).toBeUndefined();
  });
});

describe('the worked example of docs/vpc-endpoints.md', () => {
  const blocks = codeBlocks(readText('docs/vpc-endpoints.md'));
  const blockOf = (role: Options['role']): string => blocks.find((block) => optionsOf(block).role === role)?.code ?? '';

  it('has settings that are right', async () => {
    expect(settingsProblem(settingsOf(blocks))).toBeUndefined();
  });

  it('is not reported once it is migrated', () => {
    expect(reports(blockOf('after'), settingsOf(blocks))).toEqual([]);
  });

  it('has the tables that are written into the helper', async () => {
    const settings = settingsOf(blocks);
    const { vpcEndpoints = {} } = settings;
    for (const variant of ['v3-ts', 'v2-ts'] as const)
      expect(renderHelper(variant, { fallbacks: fallbacksOf(settings), vpcEndpoints, version: '0.0.0' })).toContain(
        blockOf('helper'),
      );
  });

  it('has a command line that says the same as its settings', async () => {
    const command =
      blocks
        .find(({ code }) => code.startsWith('npx eslint-plugin-sts-regional migrate'))
        ?.code.replaceAll('\\\n', ' ') ?? '';
    const [, , ...args] = command.trim().split(/\s+/);
    const files = tree({ 'package.json': '{"type":"module"}', 'src/example.ts': blockOf('before') });
    const outcome = await runIn(files, [...args, '--allow-dirty'], { engine: lazyEngine });
    expect(outcome.status).toBe(0);
    expect(files.read('src/aws/sts-failover.ts')).toContain(blockOf('helper'));
  });
});
