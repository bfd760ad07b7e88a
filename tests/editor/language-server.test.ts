import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES, codeOf, placesOf, TYPED_CASES, type Case } from '../compatibility/cases.js';
import { CACHE, writeProject } from '../compatibility/project.js';
import { ROOT } from '../repository/repository.js';
import { PACKAGE } from '../support/built-package.js';
import { Editor, type Diagnostic } from './editor.js';

const folder = join(CACHE, 'editor');
const project = join(folder, 'project');
const cases = [...CASES, ...TYPED_CASES];
let editor: Editor;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeProject(project, PACKAGE);
  // The server looks for ESLint in the project, as a user has it.
  symlinkSync(join(ROOT, 'node_modules', 'eslint'), join(project, 'node_modules', 'eslint'), 'junction');
  editor = await Editor.start(project);
  for (const { file } of cases) await editor.open(file);
});

afterAll(async () => editor.close());

const placeOf = ({ code, range: { start, end } }: Diagnostic) => ({
  rule: code.replace('sts-regional/', ''),
  line: start.line + 1,
  column: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});
const titled = (list: readonly Case[]) => list.map((each) => [each.file, each] as const);

describe('the ESLint language server', () => {
  it.each(titled(cases))('underlines what is wrong in %s, and nothing else', async (file, each) => {
    expect((await editor.diagnostics(file)).map(placeOf)).toEqual(placesOf(each));
  });

  it.each(titled(cases.filter(({ suggested, rules }) => suggested !== undefined && rules.length === 1)))(
    'offers the suggestion for %s, and writes it',
    async (file, { suggested }) => {
      const [diagnostic] = await editor.diagnostics(file);
      const [offer] = await editor.offersFor(file, diagnostic!);
      expect(await offer?.apply()).toBe(suggested);
    },
  );

  it.each(titled(cases.filter(({ fixed }) => fixed !== undefined)))(
    'fixes %s when asked at its place',
    async (file, { fixed }) => {
      const [diagnostic] = await editor.diagnostics(file);
      const offers = await editor.offersFor(file, diagnostic!);
      expect(await offers.find(({ title }) => /^Fix this/.test(title))?.apply()).toBe(fixed);
    },
  );

  it.each(titled(cases))(
    'on saving, fixes %s as far as there is a fix, and applies no suggestion',
    async (file, each) => {
      expect(await editor.fixAll(file)).toBe(each.fixed ?? codeOf(each));
    },
  );

  it('leads from each rule to its page, which is there', async () => {
    const diagnostics = (await Promise.all(cases.map(({ file }) => editor.diagnostics(file)))).flat();
    expect(diagnostics.length).toBeGreaterThan(10);
    for (const { code, codeDescription } of diagnostics) {
      const rule = code.replace('sts-regional/', '');
      expect(codeDescription?.href).toMatch(new RegExp(`/docs/rules/${rule}\\.md$`));
      expect(existsSync(join(ROOT, 'docs', 'rules', `${rule}.md`))).toBe(true);
    }
  });

  it('follows what is typed', async () => {
    const { file } = cases.find((each) => each.file === 'no-region.js')!;
    await editor.change(file, "import { STSClient } from '@aws-sdk/client-sts';\n\n// moved\nnew STSClient();\n");
    expect((await editor.diagnostics(file)).map(placeOf)).toEqual([
      { rule: 'require-region', line: 4, column: 5, endLine: 4, endColumn: 14 },
    ]);
    await editor.change(
      file,
      "import { STSClient } from '@aws-sdk/client-sts';\nexport const make = (region) => new STSClient({ ...region });\n",
    );
    expect(await editor.diagnostics(file)).toEqual([]);
  });
});
