import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { REGIONS } from '../project.js';
import { runProduct } from '../run-in-process.js';
import { tree, type Tree } from '../tree.js';

const SECRET = 'text-of-another-place';
const SITE = "new STSClient({ region: 'eu-west-1' });\n";
const PROJECT = {
  'package.json': '{"type":"module","dependencies":{"@aws-sdk/client-sts":"3.1169.0"}}',
  'src/a.js':
    "import { STSClient } from '@aws-sdk/client-sts';\nimport { VALUE } from './values.js';\n" +
    `${SITE}new STSClient(VALUE);\n`,
};

/** A place where the tool reads, and a text that would show or count if it were read through a link. */
const PLACES = {
  'src/source.js': `import { STSClient } from '@aws-sdk/client-sts';\nnew STSClient({ region: '${SECRET}' });\n`,
  'src/config.yaml': `AWS_REGION: ${SECRET}\nAWS_STS_REGIONAL_ENDPOINTS: legacy\n`,
  'src/values.js': `export const VALUE = { region: '${SECRET}' };\n`,
  'src/package.json': `{"name":"${SECRET}","type":"commonjs","dependencies":{"@aws-sdk/client-sts":"${SECRET}"}}`,
  'package.json': `{"name":"${SECRET}","sts-regional":{"regions":["${SECRET}"]}}`,
  'tsconfig.json': `{"compilerOptions":{"outDir":"${SECRET}","paths":{"${SECRET}":["x"]}},"extends":"${SECRET}"}`,
  'pnpm-workspace.yaml': `packages:\n  - ${SECRET}\n`,
  '.gitignore': `*.js\n# ${SECRET}\n`,
  '.eslintignore': `*.js\n# ${SECRET}\n`,
  '.git/info/exclude': `# ${SECRET}\n`,
  '.git': `gitdir: ${SECRET}\n`,
  'node_modules/@aws-sdk/client-sts/package.json': `{"version":"${SECRET}"}`,
  'sts-regional.config.json': `{"regions":["${SECRET}"]}`,
  'package-lock.json': `{"packages":{"${SECRET}":{}}}`,
  'pnpm-lock.yaml': `${SECRET}: 1\n`,
  'src/aws/sts-failover.js': `// ${SECRET}\n`,
  'src/aws': '',
  node_modules: '',
} as const;
type Place = keyof typeof PLACES;

/** Places that a run cannot do without: it names them when it ends. */
const NEEDED: readonly Place[] = ['package.json', 'sts-regional.config.json', 'src/aws/sts-failover.js', 'src/aws'];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What may stand at a path in place of a regular file. */
const KINDS: Readonly<Record<string, (path: string, text: string) => unknown>> = {
  'a named pipe': (path) => execFileSync('mkfifo', [path]),
  'a device': (path) => symlinkSync('/dev/zero', path),
  'a socket': async (path) => {
    const server = createServer();
    servers.push(server);
    await once(server.listen(path), 'listening');
  },
  'a link to a file elsewhere': (path, text) => symlinkSync(tree({ file: text }).path('file'), path),
  'a link to a folder elsewhere': (path) => symlinkSync(tree({ 'file.js': SITE }).root, path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to nothing': (path) => symlinkSync('nothing', path),
  'a file of 100 MB': (path, text) => {
    writeFileSync(path, text);
    truncateSync(path, 100_000_000);
  },
  'a folder': (path) => mkdirSync(path),
};

async function put(dir: Tree, place: Place, make: (path: string, text: string) => unknown): Promise<void> {
  const path = dir.path(place);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  await make(path, PLACES[place]);
}

describe.skipIf(process.platform === 'win32').each(Object.entries(KINDS))('%s', (_, make) => {
  it.each(Object.keys(PLACES) as Place[])('at %s ends no run, and none of its text is shown', async (place) => {
    const dir = tree(PROJECT);
    await put(dir, place, make);
    for (const args of [['check'], ['migrate', ...REGIONS, '--dry-run', '--allow-dirty']]) {
      const { status, stdout, stderr } = await runProduct(dir, args);
      expect(stdout + stderr).not.toMatch(new RegExp(`${SECRET}|which is a bug`));
      if (status === 2 && NEEDED.includes(place)) expect(stdout + stderr).toContain(place);
      else expect(stdout).toMatch(/src\/a\.js\n +3:\d /);
    }
  });
});
