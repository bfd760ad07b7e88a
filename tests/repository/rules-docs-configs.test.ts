import { describe, expect, it } from 'vitest';
import { CODEMOD_NAMES } from '../../src/engines/migrate/codemods.js';
import { rules } from '../../src/eslint/rules.js';
import { RULE_NAMES } from '../../rules/index.js';
import plugin from '../../src/index.js';
import { filesBelow, pagesIn, readText } from './repository.js';

const names = Object.keys(rules);
const sorted = (list: readonly string[]): string[] => [...list].sort();

describe('every rule is in every place where rules are listed', () => {
  it('has a check of the same name, in the same order of precedence', () => {
    expect(names).toEqual([...RULE_NAMES]);
  });

  it('has a file of its own', () => {
    const files = filesBelow('rules')
      .map((path) => path.replace(/^rules\/|\.ts$/g, ''))
      .filter((name) => !['index', 'define-rule'].includes(name) && !name.startsWith('shared/'));
    expect(files).toEqual(sorted(names));
  });

  it('has a page, and no page is about a rule that does not exist', () => {
    expect(pagesIn('docs/rules')).toEqual(sorted(names));
  });

  it.each(['recommended', 'strict', 'legacy-recommended', 'legacy-strict'] as const)(
    'is in the configuration %s',
    (config) => {
      expect(Object.keys(plugin.configs[config].rules ?? {})).toEqual(names.map((name) => `sts-regional/${name}`));
    },
  );

  it('has a page to which its documentation URL leads', () => {
    for (const [name, rule] of Object.entries(rules))
      expect(rule.meta.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`));
  });
});

describe('every codemod is in every place where codemods are listed', () => {
  it('has a transform file of its own', () => {
    for (const name of CODEMOD_NAMES) expect(filesBelow('codemods')).toContain(`codemods/${name}.ts`);
  });

  it('has a page, and no page is about a codemod that does not exist', () => {
    expect(pagesIn('docs/codemods')).toEqual(sorted(CODEMOD_NAMES));
  });

  it('is linked from the README', () => {
    for (const name of CODEMOD_NAMES) expect(readText('README.md')).toContain(`/docs/codemods/${name}.md)`);
  });
});

describe('messages and descriptions read alike', () => {
  const messages = Object.entries(rules).flatMap(([name, rule]) =>
    Object.entries(rule.meta.messages).map(([id, message]) => [`${name}/${id}`, message] as const),
  );

  it.each(messages)('%s starts with a capital or a name, and ends with a full stop', (_, message) => {
    expect(message).toMatch(/^[A-Z`{]/);
    expect(message).toMatch(/[.?]$/);
  });

  it.each(Object.entries(rules))('the description of %s is one sentence without a full stop', (_, rule) => {
    expect(rule.meta.docs?.description).toMatch(/^[A-Z][^.]*[^.]$/);
  });
});
