import { expect, it } from 'vitest';
import { tree } from '../tree.js';
import { runBinary } from './run-binary.js';

it('a run that waits for something that never comes exits 2 and says so', () => {
  const dir = tree({
    'settings.mjs': 'await new Promise(() => {});\nexport default {};\n',
    'a.js': "import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: 'aws-global' });\n",
  });
  for (const args of [['check'], ['migrate', '--regions', 'eu-west-1,eu-central-1'], ['init', '--yes'], ['helper']]) {
    const { status, stderr } = runBinary(dir, [...args, '--settings', 'settings.mjs']);
    expect(status).toBe(2);
    expect(stderr).toContain('ended before its work was done');
  }
});
