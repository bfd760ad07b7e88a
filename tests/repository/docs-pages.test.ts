import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from '../cli/run-in-process.js';
import { Tree } from '../cli/tree.js';
import { filesBelow, pagesIn, readText, ROOT } from './repository.js';

const headings = (page: string): string[] => [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title ?? '');

describe('every page has the same parts in the same order', () => {
  const ruleParts = [
    'What it does',
    'Why',
    'Incorrect',
    'Correct',
    'Options',
    'Fix safety',
    'When not to use it',
    'Known limits',
    'Related codemod',
  ];

  it.each(pagesIn('docs/rules'))('docs/rules/%s.md', (rule) => {
    expect(headings(readText(`docs/rules/${rule}.md`))).toEqual(ruleParts);
  });

  it.each(pagesIn('docs/codemods'))('docs/codemods/%s.md', (codemod) => {
    const page = readText(`docs/codemods/${codemod}.md`);
    expect(page.startsWith(`# ${codemod}\n`)).toBe(true);
    expect(headings(page)).toEqual(
      expect.arrayContaining(['What it does', 'Options', 'Fix safety', 'Known limits', 'Related rules']),
    );
  });
});

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
];

describe('links lead somewhere', () => {
  const anchorsOf = (page: string): string[] =>
    [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      (title ?? '')
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );

  it.each(DOCUMENTS)('in %s', (path) => {
    const links = [...readText(path).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target]) => target ?? '');
    for (const link of links) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file);
      expect(existsSync(target), link).toBe(true);
      if (anchor !== undefined)
        expect(anchorsOf(readText(file === '' ? path : join(dirname(path), file))), link).toContain(anchor);
    }
  });
});

describe('the documentation is true to the facts', () => {
  it.each(DOCUMENTS)('%s does not say that the global endpoint is always in us-east-1', (path) => {
    expect(readText(path)).not.toMatch(/always (?:in |served (?:in|by|from) )?`?us-east-1/i);
  });

  it('names only options that the command line has', async () => {
    const help = await runIn(new Tree(), ['migrate', '--help']);
    const documented = [...readText('docs/codemods/sts-regional.md').matchAll(/^\| `(--[\w-]+)/gm)].map(
      ([, option]) => option ?? '',
    );
    expect(documented.length).toBeGreaterThan(5);
    for (const option of documented) expect(help.stdout).toContain(option);
  });

  it('shows first in the README what is complete on a fresh machine', () => {
    const [first, second] = [...readText('README.md').matchAll(/^(?:npm|npx) .*$/gm)].map(([line]) => line);
    expect(first).toBe('npm ci && npm run demo');
    expect(second).toBe('npm ci && npm test');
  });
});
