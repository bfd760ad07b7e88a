import { describe, expect, it } from 'vitest';
import { lintFile } from '../../src/engines/lint/lint-file.js';
import type { TextFix } from '../../src/engines/lint/text-message.js';
import { CODEMODS, type CodemodName } from '../../src/engines/migrate/codemods.js';
import type { SiteChange } from '../../src/engines/migrate/migrated.js';
import { withoutByteOrderMark } from '../../src/model/from-text.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';
import { migrate, pathOf, PROJECT, readFixtures, type Fixture } from '../codemods/fixtures.js';

interface Proposal {
  readonly at: string;
  readonly rule: string;
  readonly text: string;
}

/** What the rules propose in a file, each as the text of the file with only that proposal. */
function proposalsIn(text: string, fixture: Fixture): readonly Proposal[] {
  const linted = lintFile(text, pathOf(fixture), {
    preset: 'strict',
    surroundingsOf: (path) => surroundingsOf(path, fixture.settings, PROJECT),
  });
  if (linted.status === 'unparsable') return [];
  return linted.messages.flatMap(({ line, column, ruleId, fix, suggestions = [] }) => {
    const proposed = fix ?? suggestions[0]?.fix;
    return proposed
      ? [{ at: `${line}:${column}`, rule: ruleId.replace('sts-regional/', ''), text: withFix(text, proposed) }]
      : [];
  });
}

const withFix = (text: string, { range: [start, end], text: replacement }: TextFix): string =>
  text.slice(0, start) + replacement + text.slice(end);

/** The texts that a codemod makes of a file, each with only one of its rewrites. */
function rewritesOf(text: string, fixture: Fixture, codemod: CodemodName): readonly string[] {
  const changes: SiteChange[] = [];
  migrate(text, fixture, [codemod], { accept: (change) => (changes.push(change), false) });
  return changes.map((one) => {
    const isOne = ({ line, column, after }: SiteChange): boolean =>
      line === one.line && column === one.column && after === one.after;
    return migrate(text, fixture, [codemod], { accept: isOne }).text;
  });
}

const curing = (rule: string): CodemodName | undefined =>
  CODEMODS.find(({ cures }) => (cures as readonly string[]).includes(rule))?.name;

const fixtures = readFixtures();

describe('what a rule proposes at a site is what the codemod writes there', () => {
  it('is asked of many proposals', () => {
    const asked = fixtures.flatMap((fixture) => proposalsIn(withoutByteOrderMark(fixture.input), fixture));
    expect(asked.length).toBeGreaterThan(50);
  });

  it.each(fixtures.map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const))('%s', (_, fixture) => {
    const text = withoutByteOrderMark(fixture.input);
    const others = proposalsIn(text, fixture).filter(({ rule, text: proposed }) => {
      const codemod = curing(rule);
      return codemod !== undefined && !rewritesOf(text, fixture, codemod).includes(proposed);
    });
    expect(others.map(({ at, rule }) => `${at} ${rule}`)).toEqual([]);
  });
});
