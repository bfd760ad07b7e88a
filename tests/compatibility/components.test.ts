import * as astro from 'astro-eslint-parser';
import { Linter } from 'eslint';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as svelte from 'svelte-eslint-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import * as vue from 'vue-eslint-parser';
import { PRESETS, RULE_NAMES } from '../../rules/index.js';
import { applyEdits } from '../../src/text/edit.js';
import plugin from '../../src/index.js';
import { codeOf, ONE_OF_EACH, placesOf, SETTINGS, type Case } from './cases.js';
import { CACHE, writeProject } from './project.js';

interface Component {
  readonly extension: string;
  readonly parser: Linter.Parser;
  readonly before: string;
  readonly after: string;
  /** Nothing that belongs on a server is suggested: no environment variable, no helper. */
  readonly isForBrowsers?: true;
}

const COMPONENTS: readonly Component[] = [
  {
    extension: 'vue',
    parser: vue as Linter.Parser,
    before: '<template><p title="sts">é {{ a }}</p></template>\n<script setup>\n',
    after: '</script>\n<style>p { color: red }</style>\n',
    isForBrowsers: true,
  },
  {
    extension: 'svelte',
    parser: svelte as Linter.Parser,
    before: '<p title="sts">é {a}</p>\n<script>\n',
    after: '</script>\n',
    isForBrowsers: true,
  },
  {
    extension: 'astro',
    parser: astro as Linter.Parser,
    before: '---\n',
    after: '---\n<p title="sts">é {a}</p>\n',
  },
];

const project = join(CACHE, 'components');

beforeAll(() => {
  rmSync(project, { recursive: true, force: true });
  writeProject(project);
});

/** The same case as the script of a component. */
const inComponent = (each: Case, { before, after, isForBrowsers }: Component): Case => {
  const wrap = (text: string): string => before + text + after;
  return {
    ...each,
    marked: wrap(each.marked),
    ...(each.fixed !== undefined && { fixed: wrap(each.fixed) }),
    ...(each.suggested !== undefined && {
      suggested: wrap(isForBrowsers && /sts-failover/.test(each.suggested) ? codeOf(each) : each.suggested),
    }),
  };
};

describe.each(COMPONENTS.map((component) => [component.extension, component] as const))(
  'in the script of a .%s file',
  (_, component) => {
    const config = {
      files: [`**/*.${component.extension}`],
      ...plugin.configs.strict,
      languageOptions: { parser: component.parser },
      settings: { 'sts-regional': SETTINGS },
    };
    const linter = new Linter({ cwd: project });

    it.each(ONE_OF_EACH.map((each) => [each.rules[0], each] as const))(
      '%s reports at its place, fixes and suggests',
      (_rule, original) => {
        const each = inComponent(original, component);
        const filename = join(project, each.file.replace(/js$/, component.extension));
        const messages = linter.verify(codeOf(each), [config as Linter.Config], { filename });
        expect(
          messages.map(({ ruleId, line, column, endLine, endColumn }) => ({
            rule: ruleId?.slice('sts-regional/'.length),
            line,
            column,
            endLine,
            endColumn,
          })),
        ).toEqual(placesOf(each));
        expect(linter.verifyAndFix(codeOf(each), [config as Linter.Config], { filename }).output).toBe(
          each.fixed ?? codeOf(each),
        );
        if (each.suggested !== undefined)
          expect(
            applyEdits(
              codeOf(each),
              messages.flatMap(({ suggestions }) => suggestions?.[0]?.fix ?? []),
            ),
          ).toBe(each.suggested);
      },
    );
  },
);

describe('the cases', () => {
  it('have every rule that the recommended configuration switches on', () => {
    expect(new Set(ONE_OF_EACH.flatMap(({ rules }) => rules))).toEqual(
      new Set(RULE_NAMES.filter((name) => PRESETS.recommended[name] !== 0)),
    );
  });
});
