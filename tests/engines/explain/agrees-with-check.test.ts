import { describe, expect, it } from 'vitest';
import { RULES } from '../../../rules/index.js';
import { explainablesOf, explainFile, type ExplainOptions } from '../../../src/engines/explain/explain-file.js';
import type { Explanation } from '../../../src/engines/explain/explanation.js';
import { lintFile } from '../../../src/engines/lint/lint-file.js';
import type { TextMessage } from '../../../src/engines/lint/text-message.js';
import { withoutByteOrderMark } from '../../../src/model/from-text.js';
import { defaultChainFrom } from '../../../src/project/deployed/default-chain.js';
import { importsFor } from '../../../src/project/imported-values.js';
import { surroundingsOf } from '../../../src/project/surroundings-of.js';
import { pathOf, readFixtures, type Fixture } from '../../codemods/fixtures.js';

const optionsFor = ({ settings }: Fixture, preset: ExplainOptions['preset']): ExplainOptions => ({
  cwd: '/project',
  settings,
  preset,
  suppressionAt: () => undefined,
});

function messagesIn(fixture: Fixture, preset: ExplainOptions['preset']): readonly TextMessage[] {
  const linted = lintFile(withoutByteOrderMark(fixture.input), pathOf(fixture), {
    preset,
    surroundingsOf: (part) => surroundingsOf(part, fixture.settings),
    importsFor,
    defaultChainFrom,
  });
  return linted.status === 'linted' ? linted.messages : [];
}

function explanationsIn(fixture: Fixture, preset: ExplainOptions['preset']): readonly Explanation[] {
  const found = explainablesOf(fixture.input, pathOf(fixture), optionsFor(fixture, preset));
  return 'failure' in found ? [] : found.map(({ explain }) => explain());
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const inputs = readFixtures().map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const);

describe.each(['recommended', 'strict'] as const)('with %s', (preset) => {
  it.each(inputs)('what is reported in %s is what explain says is reported', (_, fixture) => {
    const messages = messagesIn(fixture, preset);
    const reports = explanationsIn(fixture, preset)
      .flatMap(({ rules }) => rules)
      .filter(({ state }) => state === 'reports');
    expect(unique(reports.map(({ rule, severity, because }) => `${rule} ${severity} ${because}`))).toEqual(
      unique(
        messages.map(({ ruleId, severity, message }) =>
          [ruleId.replace('sts-regional/', ''), severity === 2 ? 'error' : 'warning', message].join(' '),
        ),
      ),
    );
  });
});

it.each(inputs)('the line of every report in %s has an explanation with that report', (_, fixture) => {
  for (const { line, column, message } of messagesIn(fixture, 'strict')) {
    const there = explainFile(fixture.input, pathOf(fixture), { line, column }, optionsFor(fixture, 'strict'));
    const said = there.status === 'explained' ? there.explanations.flatMap(({ rules }) => rules) : [];
    expect(said.map(({ because }) => because)).toContain(message);
  }
});

it.each(inputs)('every rule says something of everything in %s, and at most one reports it', (_, fixture) => {
  for (const { rules } of explanationsIn(fixture, 'strict')) {
    expect(rules.map(({ rule }) => rule)).toEqual(RULES.map(({ name }) => name));
    expect(rules.filter(({ because }) => because === '')).toEqual([]);
    expect(rules.filter(({ state }) => state === 'reports').length).toBeLessThanOrEqual(1);
  }
});
