/**
 * Helpers in other people's repositories: their presets of ESLint must find nothing in it, or at least change nothing.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, expect, test } from 'vitest';
import { renderHelper } from '../../src/helper/index.js';
import { ALL_SECTIONS, FALLBACKS } from './load.js';

const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));
mkdirSync(CACHE, { recursive: true });
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const STRICT = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
const options = { version: '1.0.0', fallbacks: FALLBACKS };
const FILES: Readonly<Record<string, string>> = {
  'all.ts': renderHelper('v3-ts', { ...options, sections: ALL_SECTIONS }),
  'client.ts': renderHelper('v3-ts', { ...options, sections: ['client'] }),
  'older.ts': renderHelper('v3-ts', { ...options, sections: ['client', 'provider', 'older'] }),
  'v2.ts': renderHelper('v2-ts', { ...options, sections: ['endpoints'] }),
};

test.each([
  ['strict', { strict: true }],
  ['stricter still', STRICT],
])(
  'strictTypeChecked and stylisticTypeChecked have nothing to say in a project that is %s',
  async (_, compilerOptions) => {
    const folder = mkdtempSync(join(CACHE, 'lint-')); // the parser remembers a project by its path
    folders.push(folder);
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    const base = { target: 'es2022', module: 'nodenext', types: ['node'], skipLibCheck: true, noEmit: true };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...base, ...compilerOptions } }));
    const parserOptions = { project: './tsconfig.json', tsconfigRootDir: folder };
    const eslint = new ESLint({
      cwd: folder,
      ignore: false,
      overrideConfigFile: true,
      fix: true,
      overrideConfig: [
        ...(tseslint.configs.strictTypeChecked as Linter.Config[]),
        ...(tseslint.configs.stylisticTypeChecked as Linter.Config[]),
        { files: ['*.ts'], languageOptions: { parserOptions } },
      ],
    });
    const results = await eslint.lintFiles(['*.ts']);
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
    await ESLint.outputFixes(results);
    for (const [name, text] of Object.entries(FILES)) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  },
);
