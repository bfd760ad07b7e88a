import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tree } from '../../cli/tree.js';
import { buildTransforms, JSCODESHIFT } from '../../codemods/built-transforms.js';
import { ESM, manifest } from '../migrate-in.js';

const MINE = 'export const mine = 1;\n';

describe('a helper path that something else has taken', () => {
  it('is an error of the file under jscodeshift', () => {
    const dir = tree({ 'package.json': manifest(), 'src/client.ts': ESM, 'src/aws/sts-failover.ts': MINE });
    const output = execFileSync(
      process.execPath,
      [
        JSCODESHIFT,
        '--no-babel',
        '--extensions=ts',
        '--run-in-band',
        '-t',
        join(buildTransforms(), 'failover.js'),
        '--regions=eu-west-1,eu-central-1',
        dir.path('src'),
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    expect(output).toContain('does not export createStsClient. Name another place with --helper-path');
    expect(dir.read('src/client.ts')).toBe(ESM);
  });
});
