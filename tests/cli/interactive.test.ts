import { describe, expect, it } from 'vitest';
import { decode } from '../../src/cli/files/source-text.js';
import type { Ask } from '../../src/cli/migrate/interactive.js';
import { askAboutSites, context } from '../../src/cli/migrate/interactive.js';
import type { SiteChange } from '../../src/cli/engine.js';
import { planFile } from '../../src/cli/migrate/plan-file.js';
import { fakeEngine, FIXED } from './fake-engine.js';

const TEXT = 'new STSClient({});\n'.repeat(3);
const OPTIONS = { settings: {} };

/** Answers in turn, and remembers how often it was asked. */
function answering(...answers: readonly (Awaited<ReturnType<Ask>>)[]): { ask: Ask; asked: string[] } {
  const asked: string[] = [];
  return { asked, ask: (question) => Promise.resolve(answers[asked.push(question) - 1]) };
}

const silent = { cwd: '/repo', env: {}, stderr: { write: () => true } };
const candidate = (path: string): Parameters<typeof planFile>[0] => ({ path, source: decode(Buffer.from(TEXT)) });

describe('answers decide site by site', () => {
  it.each<[string, Awaited<ReturnType<Ask>>[], boolean[], number]>([
    ['yes and no', ['yes', 'no', 'yes'], [true, false, true], 3],
    ['all: no more questions in the file', ['no', 'all'], [false, true, true], 2],
    ['quit: the rest is declined, what was accepted stays', ['yes', 'quit'], [true, false, false], 2],
    ['Ctrl-C is quit', ['yes', undefined], [true, false, false], 2],
  ])('%s', async (_, answers, rewritten, questions) => {
    const { ask, asked } = answering(...answers);
    const plan = await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, askAboutSites(silent, ask));
    const lines = plan.status === 'changed' ? plan.text.split('\n').slice(0, 3) : [];
    expect(lines.map((line) => line.includes(FIXED))).toEqual(rewritten);
    expect(asked).toHaveLength(questions);
  });

  it('declined sites are counted as left, with the way back', async () => {
    const plan = await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, askAboutSites(silent, answering('no', 'yes', 'yes').ask));
    expect(plan.status === 'changed' && plan.skipped).toEqual([{ line: 1, column: 1, reason: 'The rewrite was declined.', nextStep: 'Run again to be asked again.' }]);
  });

  it('after quitting, the next files are not asked about', async () => {
    const { ask, asked } = answering('quit');
    const decide = askAboutSites(silent, ask);
    await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, decide);
    expect((await planFile(candidate('/repo/b.ts'), fakeEngine, OPTIONS, decide)).status).toBe('unchanged');
    expect(asked).toHaveLength(1);
  });

  it('"all" holds for one file only', async () => {
    const { ask, asked } = answering('all', 'all');
    const decide = askAboutSites(silent, ask);
    await planFile(candidate('/repo/a.ts'), fakeEngine, OPTIONS, decide);
    await planFile(candidate('/repo/b.ts'), fakeEngine, OPTIONS, decide);
    expect(asked).toEqual(['Rewrite this site (1 of 3 in the file)?', 'Rewrite this site (1 of 3 in the file)?']);
  });
});

it('a question shows the place, the reason, the lines around it and the change', () => {
  const site: SiteChange = { line: 4, column: 1, codemod: 'explicit-regions', before: 'new STSClient({});', after: `${FIXED};` };
  const shown = context('src/a.ts', site, 'one\ntwo\nthree\nnew STSClient({});\nfive\nsix\nseven', false);
  expect(shown.trimEnd().split('\n')).toEqual(['src/a.ts:4:1  No region is given here; the rewrite names one. (explicit-regions)', '    2  two', '    3  three', '    4  new STSClient({});', '    5  five', '    6  six', '-new STSClient({});', `+${FIXED};`]);
});
