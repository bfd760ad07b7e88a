import * as parser from '@typescript-eslint/parser';
import * as astroParser from 'astro-eslint-parser';
import { Linter } from 'eslint';
import * as svelteParser from 'svelte-eslint-parser';
import * as vueParser from 'vue-eslint-parser';
import { describe, expect, it } from 'vitest';
import { lintFile } from '../../../src/engines/lint/lint-file.js';
import { lintText } from '../../../src/engines/lint/lint-text.js';
import plugin from '../../../src/index.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { pathOf, readFixtures, V3_VERSION, type Fixture } from '../../codemods/fixtures.js';

const PRESETS = ['recommended', 'strict'] as const;

/** What both ways of linting say of a message. */
interface Report {
  readonly ruleId: string | null;
  readonly messageId?: string | undefined;
  readonly message: string;
  readonly severity: number;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly fix?: unknown;
  readonly suggestions?: unknown;
}

const reportOf = ({
  ruleId,
  messageId,
  message,
  severity,
  line,
  column,
  endLine,
  endColumn,
  fix,
  suggestions,
}: Report): Report => ({
  ruleId,
  messageId,
  message,
  severity,
  line,
  column,
  endLine,
  endColumn,
  fix,
  suggestions: (suggestions as { desc: string; messageId?: string; fix: unknown }[] | undefined)?.map(
    ({ desc, messageId: id, fix: edit }) => ({ desc, id, edit }),
  ),
});

const settingsOf = (fixture: Fixture) => ({ ...fixture.settings, sdkVersion: V3_VERSION });

/** What parses each kind of component for ESLint; the scripts in it go to the parser of the others. */
const COMPONENT_PARSERS = { vue: vueParser, svelte: svelteParser, astro: astroParser } as const;

function byEslint(fixture: Fixture, preset: (typeof PRESETS)[number]): readonly Report[] {
  const files = ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,vue,svelte,astro}'];
  const language = {
    files,
    linterOptions: { reportUnusedDisableDirectives: 'off' as const },
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    settings: { 'sts-regional': settingsOf(fixture) },
  };
  const components = Object.entries(COMPONENT_PARSERS).map(([extension, componentParser]) => ({
    files: [`**/*.${extension}`],
    languageOptions: { parser: componentParser, parserOptions: { parser } },
  }));
  return new Linter({ cwd: '/' })
    .verify(fixture.input, [language, ...components, { files, ...plugin.configs[preset] }], {
      filename: pathOf(fixture),
    })
    .map(reportOf);
}

function byUs(fixture: Fixture, preset: (typeof PRESETS)[number]): readonly Report[] {
  const linted = lintFile(fixture.input, pathOf(fixture), {
    preset,
    surroundingsOf: (path) => surroundingsOf(path, settingsOf(fixture)),
  });
  return linted.status === 'linted' ? linted.messages.map((message) => reportOf(message as Report)) : [];
}

/**
 * ESLint does not read files that only our fallback parser reads, components that their compiler refuses, and the
 * scripts in an Astro page.
 */
const fixtures = readFixtures().filter(
  ({ file }) => !/^(?:flow|sloppy-script)\.js$|^no-closing-tag\.svelte$|^page-scripts\.astro$/.test(file),
);

describe.each(PRESETS)('without ESLint, the configuration %s says the same as with it', (preset) => {
  it.each(fixtures.map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const))(
    'of %s',
    (_, fixture) => {
      expect(byUs(fixture, preset)).toEqual(byEslint(fixture, preset));
    },
  );
});

describe('a message', () => {
  const messagesFor = (text: string) => {
    const linted = lintText(text, '/project/client.ts', {
      preset: 'recommended',
      surroundings: surroundingsOf('/project/client.ts', {}),
    });
    return linted.status === 'linted' ? linted.messages : [];
  };

  it('names the host, where it is known, and the page of the rule', () => {
    expect(
      messagesFor("import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: 'eu-west-1' });"),
    ).toMatchObject([
      {
        host: 'sts.eu-west-1.amazonaws.com',
        docsUrl: expect.stringMatching(/docs\/rules\/require-fallback-region\.md$/) as string,
      },
    ]);
  });

  it.each(
    readFixtures()
      .filter(({ codemod }) => codemod !== 'failover')
      .map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const),
  )('of %s is a sentence of at most 140 characters without a placeholder', (_, fixture) => {
    for (const { message } of byUs(fixture, 'strict')) {
      expect(message).toMatch(/^[`A-Z](?:(?!\{\{).)*\.$/s);
      expect(message.length, message).toBeLessThanOrEqual(140);
    }
  });

  it('is none for a file without STS, and a failure for one that cannot be read', () => {
    expect(messagesFor('export const one = 1;')).toEqual([]);
    expect(
      lintText("import '@aws-sdk/client-sts';\nnew STSClient({;", '/project/a.ts', {
        preset: 'recommended',
        surroundings: surroundingsOf('/project/a.ts', {}),
      }),
    ).toMatchObject({ status: 'unparsable', line: 2 });
  });

  it('stands on the callee or on one setting, never on a block', () => {
    for (const fixture of fixtures) {
      const lines = fixture.input.replace('\uFEFF', '').split(/\r?\n/);
      for (const { line, column, endLine, endColumn, message } of byUs(fixture, 'strict')) {
        const text =
          line === endLine ? (lines[line - 1] ?? '').slice(column - 1, (endColumn ?? column) - 1) : 'several lines';
        expect({ message, text }).not.toMatchObject({
          text: expect.stringMatching(/^(?:several lines|new .*|)$/) as string,
        });
      }
    }
  });
});
