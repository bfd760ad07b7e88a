import { describe, expect, it } from 'vitest';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import { allLeft } from '../../src/engines/migrate/migrated.js';
import type { PassName } from '../../src/engines/migrate/codemods.js';
import { PROJECT, REGIONS } from '../codemods/fixtures.js';

const CLIENT = "import { STSClient } from '@aws-sdk/client-sts';\n";
const SITE = "export const client = new STSClient({ region: 'eu-west-1' });\n";

/** What the failover codemod says about the sites of a text that it leaves alone. */
function leftOf(text: string, path: string, only: PassName = 'failover'): readonly string[] {
  const result = migrateText(text, `/project/${path}`, {
    settings: { regions: REGIONS },
    only: [only],
    project: PROJECT,
  });
  if (result.status === 'unparsable') throw new Error(result.message);
  return allLeft(result).map(({ reason }) => reason);
}

describe('code for browsers is left', () => {
  it.each([
    ["says 'use client'", `'use client';\n${CLIENT}${SITE}`, 'a.ts', "it says 'use client'"],
    [
      'imports a front-end package',
      `${CLIENT}import { ref } from 'vue';\nexport const count = ref(0);\n${SITE}`,
      'a.ts',
      'it imports `vue`',
    ],
    ['uses a browser global at the top', `${CLIENT}window.title = 'x';\n${SITE}`, 'a.ts', 'it uses `window`'],
    [
      'uses a browser global in the function of the site',
      `${CLIENT}export const make = () => {\n` +
        '  localStorage.clear();\n' +
        `  return new STSClient({ region: 'eu-west-1' });\n` +
        '};\n',
      'a.ts',
      'it uses `localStorage`',
    ],
    [
      'calls a hook of React beside elements of a page',
      `${CLIENT}import { useEffect } from 'react';\nexport function Page() {\n` +
        "  useEffect(() => void new STSClient({ region: 'eu-west-1' }), []);\n  return <ul />;\n}\n",
      'a.tsx',
      'it uses `useEffect`',
    ],
    [
      'takes the SDK from a script tag',
      "var sts = new AWS.STS({ region: 'eu-west-1' });\n",
      'a.js',
      'it takes `AWS` from a script tag',
    ],
    [
      'takes the SDK from a script tag, and shows commands of a shell',
      "var sts = new AWS.STS({ region: 'eu-west-1' });\nvar text = `\nexport AWS_ACCESS_KEY_ID=x`;\n",
      'a.js',
      'it takes `AWS` from a script tag',
    ],
    [
      'is of an extension for browsers',
      `import { WebRequest } from 'webextension-polyfill';\n${CLIENT}${SITE}`,
      'a.ts',
      'it imports `webextension-polyfill`',
    ],
    [
      'is the script of a Vue component',
      `<script>\n${CLIENT}${SITE}</script>\n`,
      'a.vue',
      'it is the script of a component or page',
    ],
    [
      'is a script in the markup of an Astro page',
      `---\n---\n<script>\n${CLIENT}${SITE}</script>\n`,
      'a.astro',
      'it is the script of a component or page',
    ],
  ])('%s', (_, text, path, sign) => {
    expect(leftOf(text, path)).toEqual([expect.stringContaining(`(${sign})`)]);
  });

  it('gets no region from an environment that it does not have', () => {
    expect(
      leftOf(`'use client';\n${CLIENT}export const client = new STSClient({});\n`, 'a.ts', 'explicit-regions'),
    ).toEqual([expect.stringContaining('have no AWS_REGION')]);
  });
});

describe('an `AWS` that something else puts into a script', () => {
  it.each([
    ['a page', "var sts = new AWS.STS({ region: 'eu-west-1' });\n", 'for browsers (it takes `AWS` from a script tag)'],
    [
      'an app of Meteor',
      'const { region } = Meteor.settings;\nSTS = new AWS.STS({ region });\n',
      'may have no way to import the helper',
    ],
    [
      'a program of Node.js',
      "global.sts = new AWS.STS({ region: 'eu-west-1' });\n",
      'may have no way to import the helper',
    ],
  ])('gets no import of the helper in %s', (_, text, reason) => {
    expect(leftOf(text, 'a.js')).toEqual([expect.stringContaining(reason)]);
  });
});

describe('code that is not shown to be for browsers', () => {
  it.each([
    [
      'imports types of a front-end package only',
      `${CLIENT}import type { Ref } from 'vue';\nimport { type App } from 'vue';\n${SITE}`,
      'a.ts',
    ],
    ['renders on a server', `${CLIENT}import { renderToString } from 'react-dom/server';\n${SITE}`, 'a.ts'],
    [
      'imports what only servers have',
      `${CLIENT}import 'node:fs';\nimport { Injectable } from '@angular/core';\n${SITE}`,
      'a.ts',
    ],
    [
      'asks only whether there is a window',
      `${CLIENT}export const isServer = typeof window === 'undefined';\n${SITE}`,
      'a.ts',
    ],
    [
      'uses the window of a page that it drives',
      `${CLIENT}export const run = (page) => page.evaluate(() => window.name);\n${SITE}`,
      'a.js',
    ],
    [
      'has a name of its own for a document',
      `${CLIENT}const document = { title: '' };\nexport const title = document.title;\n${SITE}`,
      'a.ts',
    ],
    ['is the frontmatter of an Astro page', `---\n${CLIENT}${SITE}---\n<p />\n`, 'a.astro'],
  ])('%s', (_, text, path) => {
    expect(leftOf(text, path)).toEqual([]);
  });
});
