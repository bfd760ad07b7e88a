import { describe, expect, it } from 'vitest';
import { lazyEngine } from '../../../../src/cli/engine.js';
import { ESM } from '../../../project/migrate-in.js';
import { runIn } from '../../run-in-process.js';
import { tree, type Content } from '../../tree.js';

const packageWith = (devDependencies: object): string =>
  JSON.stringify({ name: 'x', type: 'module', dependencies: { '@aws-sdk/client-sts': '^3.700.0' }, devDependencies });

/** What a run says of a formatter. */
async function hintsIn(
  files: Readonly<Record<string, Content>>,
  ...flags: readonly string[]
): Promise<readonly string[]> {
  const dir = tree({ 'package.json': packageWith({}), 'src/client.ts': ESM, ...files });
  const { stderr } = await runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1', ...flags], {
    engine: lazyEngine,
  });
  return stderr.split('\n').filter((line) => line.includes('--format-with'));
}

describe('a run that writes names the formatter of the project, once', () => {
  it.each<[string, Readonly<Record<string, Content>>, string]>([
    [
      'Prettier that the package names',
      { 'package.json': packageWith({ prettier: '^3.0.0' }), 'src/other.ts': ESM },
      'This project uses Prettier (package.json), and the new lines may not be in its style: format them, or migrate with `--format-with prettier`.',
    ],
    [
      'Biome that the package names',
      { 'package.json': packageWith({ '@biomejs/biome': '^2.0.0' }) },
      'This project uses Biome (package.json), and the new lines may not be in its style: format them, or migrate with `--format-with biome`.',
    ],
    [
      'a configuration above the file',
      { '.prettierrc.json': '{}' },
      'This project uses Prettier (.prettierrc.json), and the new lines may not be in its style: format them, or migrate with `--format-with prettier`.',
    ],
  ])('%s', async (_, files, hint) => {
    expect(await hintsIn(files)).toEqual([hint]);
  });
});

describe('a run says nothing of formatters', () => {
  it('where the project has none', async () => {
    expect(await hintsIn({})).toEqual([]);
  });

  it.each([
    ['that writes nothing', { 'src/client.ts': 'export const a = 1;\n' }, []],
    ['that only shows what it would write', {}, ['--dry-run']],
    ['that only checks', {}, ['--check']],
  ])('%s', async (_, files, flags) => {
    expect(await hintsIn({ 'package.json': packageWith({ prettier: '^3.0.0' }), ...files }, ...flags)).toEqual([]);
  });
});
