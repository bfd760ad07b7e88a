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

/** Where files of this repository are on the web. */
const { repository } = JSON.parse(readText('package.json')) as { repository: { url: string } };
const OWNER_AND_NAME = repository.url.replace(/^git\+https:\/\/github\.com\/|\.git$/g, '');
const OWN_ADDRESSES = [
  `https://github.com/${OWNER_AND_NAME}/blob/main/`,
  `https://raw.githubusercontent.com/${OWNER_AND_NAME}/main/`,
];

describe('links lead somewhere', () => {
  const anchorsOf = (page: string): string[] =>
    [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      (title ?? '')
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );

  const linksOf = (path: string): string[] =>
    [...readText(path).matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? '');
  /** The file of this repository that a link leads to, from the root. */
  const fileOf = (link: string, path: string): string | undefined => {
    const [file = ''] = link.split('#');
    if (!/^https?:/.test(file)) return file === '' ? path : join(dirname(path), file);
    return OWN_ADDRESSES.filter((address) => file.startsWith(address)).map((address) => file.slice(address.length))[0];
  };

  it.each(DOCUMENTS)('in %s', (path) => {
    for (const link of linksOf(path)) {
      const file = fileOf(link, path);
      if (file === undefined) continue;
      expect(existsSync(join(ROOT, file)), link).toBe(true);
      const [, anchor] = link.split('#');
      if (anchor !== undefined) expect(anchorsOf(readText(file)), link).toContain(anchor);
    }
  });

  it('to one repository, whoever names it', () => {
    const files = [
      ...DOCUMENTS,
      'package.json',
      'SECURITY.md',
      ...['src', 'rules', '.github', 'scripts'].flatMap(filesBelow),
    ];
    const owners = /\b([\w.-]+\/eslint-plugin-sts-regional)\b(?=\/(?:blob|issues|main|security|tree)|\.git|$)/gm;
    const named = files.flatMap((path) => [...readText(path).matchAll(owners)].map(([, repository]) => repository));
    expect(new Set(named)).toEqual(new Set([OWNER_AND_NAME]));
  });

  it('from README.md without the files around it, as npm shows it', () => {
    expect(linksOf('README.md').filter((link) => !link.startsWith('https://'))).toEqual([]);
  });
});

const helps = new Map<string, Promise<string>>();

/** What `COMMAND --help` prints: options are at the start of a line. */
function helpOf(command: string): Promise<string> {
  const help = helps.get(command) ?? runIn(new Tree(), [command, '--help']).then(({ stdout }) => stdout);
  helps.set(command, help);
  return help;
}

/** The command lines of a page, in blocks of code and in the text. A line that ends with a backslash goes on. */
function commandLinesIn(page: string): { command: string; options: string[]; isRun: boolean }[] {
  const text = page.replaceAll('\\\n', ' ');
  const command = /(\bnpx (?:--yes )?)?\b(?:eslint-plugin-)?sts-regional(?:@[\d.]+)? ([a-z][a-z-]+)\b([^\n`|;&]*)/g;
  return [...text.matchAll(command)].map(([, npx, name = '', rest = '']) => ({
    isRun: npx !== undefined,
    command: name,
    options: [...rest.matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(([option]) => option),
  }));
}

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

  it.each(DOCUMENTS)('%s shows only commands and options that the command line has', async (path) => {
    for (const { command, options, isRun } of commandLinesIn(readText(path))) {
      if (isRun) expect(await helpOf(command)).toContain(`Usage: sts-regional ${command} `);
      for (const option of options) expect(await helpOf(command), `${command} ${option}`).toContain(` ${option}`);
    }
  });

  it('shows first in the README what is complete on a fresh machine', () => {
    const [first, second] = [...readText('README.md').matchAll(/^(?:npm|npx) .*$/gm)].map(([line]) => line);
    expect(first).toBe('npm ci && npm run demo');
    expect(second).toBe('npm ci && npm test');
  });
});
