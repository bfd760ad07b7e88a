import { describe, expect, it } from 'vitest';
import type { LintResult } from '../../../../src/cli/commands/check/lint-result.js';
import { lazyEngine } from '../../../../src/cli/engine.js';
import { runIn } from '../../run-in-process.js';
import { tree } from '../../tree.js';

const PACKAGE = { 'package.json': '{ "private": true, "dependencies": { "@aws-sdk/client-sts": "3.1169.0" } }\n' };
const PAGE = `<template>
  <p>{{ text }}</p>
</template>

<script setup lang="ts">
import { STSClient } from '@aws-sdk/client-sts';
// eslint-disable-next-line sts-regional/require-region -- the proxy knows
const known = new STSClient({});
const client = new STSClient({});
</script>
`;

describe('a component', () => {
  it('is checked at the lines of its file, with the ESLint comments in its script', async () => {
    const { status, stdout } = await runIn(tree({ ...PACKAGE, 'src/Page.vue': PAGE }), ['check', '--format', 'json'], {
      engine: lazyEngine,
    });
    const [result] = JSON.parse(stdout) as LintResult[];
    expect(result?.messages).toMatchObject([
      { ruleId: 'sts-regional/require-region', line: 9, column: 20, endLine: 9, endColumn: 29 },
    ]);
    expect(result?.suppressedMessages).toMatchObject([
      { line: 8, suppressions: [{ justification: 'the proxy knows' }] },
    ]);
    expect(status).toBe(1);
  });

  it('is migrated inside its script only', async () => {
    const page = PAGE.replace(/^<template>[\s\S]*<script.*\n/, '---\n').replace('</script>', '---\n<p>{text}</p>');
    const dir = tree({ ...PACKAGE, 'src/page.astro': page });
    const { status } = await runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1'], { engine: lazyEngine });
    expect(dir.read('src/page.astro')).toBe(
      page
        .replace(
          "'@aws-sdk/client-sts';\n",
          "'@aws-sdk/client-sts';\nimport { createStsClient } from './aws/sts-failover';\n",
        )
        .replace('client = new STSClient({})', 'client = createStsClient()'),
    );
    expect(dir.read('src/aws/sts-failover.ts')).toContain('createStsClient');
    expect(status).toBe(0);
  });

  it('that runs in browsers does not get the helper, and the report says why', async () => {
    const dir = tree({ ...PACKAGE, 'src/Page.vue': PAGE });
    const { stdout } = await runIn(dir, ['migrate', '--regions', 'eu-west-1,eu-central-1'], { engine: lazyEngine });
    expect(dir.read('src/Page.vue')).toBe(PAGE);
    expect(stdout).toContain('runs in browsers (it is the script of a component or page)');
  });

  it('whose script cannot be parsed is named with its line', async () => {
    const { status, stdout } = await runIn(
      tree({
        ...PACKAGE,
        'a.svelte': "<p>\n</p>\n<script>\n  import '@aws-sdk/client-sts'\n  new STSClient({;\n</script>\n",
      }),
      ['check'],
      { engine: lazyEngine },
    );
    expect(stdout).toMatch(/a\.svelte\n\s+5:\d+\s+error\s+Parsing error/);
    expect(status).toBe(2);
  });
});
