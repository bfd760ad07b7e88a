import { expect, it } from 'vitest';
import { lintText } from '../../src/engines/lint/lint-text.js';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import { explainFile } from '../../src/engines/explain/explain-file.js';
import { projectFactsFor } from '../../src/project/project-facts.js';
import { surroundingsOf } from '../../src/project/surroundings-of.js';

const CODE = "import AWS from 'aws-sdk';\nexport const sts = new AWS.STS({ region: 'eu-west-1' });\n";
const FIXTURE = '/nowhere/src/__fixtures__/client.input.js';
const PROGRAM = '/nowhere/test/fixtures/service/handler.js';

function rulesIn(path: string, preset: 'recommended' | 'strict'): readonly string[] {
  const linted = lintText(CODE, path, { preset, surroundings: surroundingsOf(path, {}) });
  return linted.status === 'linted' ? linted.messages.map(({ ruleId }) => ruleId) : [linted.message];
}

const REPORT = ['sts-regional/no-legacy-endpoint-mode'];

it('recommended reports nothing in a fixture', () => {
  expect(rulesIn(FIXTURE, 'recommended')).toEqual([]);
});

it('strict reports fixtures too', () => {
  expect(rulesIn(FIXTURE, 'strict')).toEqual(REPORT);
});

it('a program among fixtures is reported', () => {
  expect(rulesIn(PROGRAM, 'recommended')).toEqual(REPORT);
});

it('migrate neither rewrites nor lists a fixture', () => {
  const settings = { regions: ['eu-west-1', 'eu-central-1'] };
  expect(migrateText(CODE, FIXTURE, { settings, project: projectFactsFor(FIXTURE) })).toMatchObject({
    status: 'unchanged',
    skipped: [],
    text: CODE,
  });
  expect(migrateText(CODE, PROGRAM, { settings, project: projectFactsFor(PROGRAM) })).toMatchObject({
    status: 'changed',
  });
});

it('explain says why a fixture is not reported', () => {
  const options = { cwd: '/nowhere', settings: {}, preset: 'recommended' as const, suppressionAt: () => undefined };
  expect(JSON.stringify(explainFile(CODE, FIXTURE, { line: 2 }, options))).toContain(
    'only the strict configuration reports it, because the file is a fixture, which nobody runs',
  );
});
