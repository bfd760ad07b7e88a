import { expect, it } from 'vitest';
import { runProduct } from '../cli/run-in-process.js';
import { tree } from '../cli/tree.js';
import { codeBlocks, readText } from './repository.js';

const page = readText('docs/explain.md');
const blocks = codeBlocks(page);

it('docs/explain.md shows what the command answers', async () => {
  const files = blocks.flatMap(({ options, code }) =>
    typeof options['file'] === 'string' ? [[options['file'], code] as const] : [],
  );
  const command = blocks.find(({ language }) => language === 'sh')?.code ?? '';
  const [, args = ''] = /^npx eslint-plugin-sts-regional (.*)$/m.exec(command) ?? [];
  const { stdout, status } = await runProduct(tree(Object.fromEntries(files)), args.split(' '));
  expect(stdout).toBe(blocks.find(({ options }) => options['answer'] === true)?.code);
  expect(status).toBe(0);
});

it('docs/explain.md names only options that the command has', async () => {
  const { stdout } = await runProduct(tree({}), ['explain', '--help']);
  const named = [...page.matchAll(/`(--[a-z-]+)`/g)].map(([, option]) => option ?? '');
  expect(named.length).toBeGreaterThan(5);
  for (const option of named) expect(stdout).toContain(option);
});
