import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { together } from '../../../codemods/fixture-modules.js';
import { migrate, readFixtures } from '../../../codemods/fixtures.js';

const CACHE = fileURLToPath(new URL('../../../../.cache', import.meta.url));
mkdirSync(CACHE, { recursive: true });
// Below the repository, so that the installed SDKs are found.
const folder = mkdtempSync(join(CACHE, 'fixture-types-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the fixtures use besides the SDKs and is not installed here. */
const AMBIENT = `declare namespace JSX {
  interface Element { readonly type: unknown }
  interface ElementChildrenAttribute { children: unknown }
}
declare module '*/injectable' { export const Injectable: () => ClassDecorator }
declare module '*.json' { const settings: { readonly region: string }; export default settings }
declare module 'react' { export type ReactNode = unknown }
declare module 'aws4' {
  interface Request {
    readonly host?: string;
    readonly hostname?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, unknown>>;
  }
  const aws4: { sign<T extends object>(request: T, credentials: object): T & Request };
  export default aws4;
}
declare module '@aws-sdk/s3-request-presigner' {
  export function getSignedUrl(client: never, command: never): Promise<string>;
}
`;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  skipLibCheck: true,
  esModuleInterop: true,
  noEmit: true,
};

function write(path: string, text: string): string {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

it('compiles after every codemod, under the strictest options that projects use, helper included', () => {
  const fixtures = readFixtures().filter(({ file }) => /\.[cm]?tsx?$/.test(file));
  const helpers = fixtures.flatMap((fixture) =>
    migrate(fixture.input, fixture).helpers.map(({ path, text }) => ({
      path: join(fixture.codemod, relative('/project', path)),
      text,
    })),
  );
  const files = [
    ...fixtures.map((fixture) => write(join(fixture.codemod, fixture.file), fixture.output)),
    ...together(helpers).map(({ path, text }) => write(path, text)),
  ];
  const program = ts.createProgram([...new Set(files), write('ambient.d.ts', AMBIENT)], OPTIONS);
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const place = file
      ? `${relative(folder, file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1} `
      : '';
    return place + ts.flattenDiagnosticMessageText(messageText, ' ');
  });
  expect(problems).toEqual([]);
});
