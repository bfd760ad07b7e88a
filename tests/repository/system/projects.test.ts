import { relative, sep } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createVitest } from 'vitest/node';
import { filesBelow, readText, ROOT } from '../repository.js';

/** What makes a test slow, or lets it see what another one has left. */
const NOT_FOR_UNIT: Readonly<Record<string, RegExp>> = {
  'starts processes': /from 'node:child_process'/,
  'starts a thread or a server': /new Worker\(|createServer\(|World\.start\(/,
  'needs the built package': /buildBinary\(|buildTransforms\(|\b(?:BINARY|PACKAGE|TRANSFORMS)\b.*from '.*built-package/,
  // At the start of a line: elsewhere it is in the text of a sample.
  'replaces a module': /^\s*(?:await )?vi\.(?:mock|doMock)\(/m,
};

/** The projects of each test file, as vitest finds them. */
const projectsOf = new Map<string, string[]>();

beforeAll(async () => {
  const vitest = await createVitest('test', { root: ROOT, watch: false, project: ['*'] });
  for (const { project, moduleId } of await vitest.globTestSpecifications()) {
    const path = relative(ROOT, moduleId).split(sep).join('/');
    projectsOf.set(path, [...(projectsOf.get(path) ?? []), project.name]);
  }
  await vitest.close();
});

describe('the projects of vitest', () => {
  it('share out all test files: each belongs to one', () => {
    const tests = filesBelow('tests').filter((path) => path.endsWith('.test.ts') && !path.includes('/fixtures/'));
    expect([...projectsOf.keys()].sort()).toEqual(tests);
    expect([...projectsOf].filter(([, projects]) => projects.length !== 1)).toEqual([]);
  });

  it.each(Object.entries(NOT_FOR_UNIT))('have no test in "unit" that %s', (_, pattern) => {
    const units = [...projectsOf].filter(([, projects]) => projects.includes('unit')).map(([path]) => path);
    expect(units.length).toBeGreaterThan(50);
    expect(units.filter((path) => pattern.test(readText(path)))).toEqual([]);
  });
});
