import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { isCompiledOutput } from '../../../src/engines/migrate/compiled-output.js';
import { migrateText } from '../../../src/engines/migrate/migrate-text.js';
import { PROJECT, REGIONS } from '../../codemods/fixtures.js';

const SOURCE = "import { STSClient } from '@aws-sdk/client-sts';\nexport const client = new STSClient({});\n";
const EXPORTED_WHOLE = `import sts from '@aws-sdk/client-sts';
class Account { readonly client = new sts.STSClient({}); }
export = new Account();
`;
/** Before 3.9 tsc did not write `exports.client = void 0` in the beginning. */
const BY_OLD_TSC = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const client_sts_1 = require("@aws-sdk/client-sts");
exports.client = new client_sts_1.STSClient({});
`;
const compiled = (options: ts.CompilerOptions, source = SOURCE): string =>
  ts.transpileModule(source, { compilerOptions: options, fileName: 'client.ts' }).outputText;

describe('compiled output', () => {
  it.each([
    ['CommonJS by tsc', compiled({ module: ts.ModuleKind.CommonJS })],
    ['CommonJS by an old tsc', BY_OLD_TSC],
    ['CommonJS with one export', compiled({ module: ts.ModuleKind.CommonJS, esModuleInterop: true }, EXPORTED_WHOLE)],
    ['a module with a source map', compiled({ module: ts.ModuleKind.ESNext, sourceMap: true })],
    ['a module with its source map in it', compiled({ module: ts.ModuleKind.ESNext, inlineSourceMap: true })],
  ])('is left alone, every site with the reason: %s', (_, text) => {
    const result = migrateText(text, '/project/lib/client.js', { settings: { regions: REGIONS }, project: PROJECT });
    expect(result).toMatchObject({
      status: 'unchanged',
      text,
      helpers: [],
      skipped: [{ obstacle: 'compiled-output', nextStep: 'Change its source and compile again' }],
    });
  });

  it.each([
    ['what is written by hand', SOURCE],
    [
      'a module that marks itself for default imports',
      "Object.defineProperty(exports, '__esModule', { value: true });\nexports.client = new STSClient({});\n",
    ],
    [
      'CommonJS that numbers its names',
      "const sts_1 = require('@aws-sdk/client-sts');\nexports.client = new sts_1.STSClient({});\n",
    ],
    [
      'text about source maps',
      "const end = '//# sourceMappingURL=x';\n//# sourceMappingURL= is what we look for\nexport { end };\n",
    ],
  ])('is not %s', (_, text) => {
    expect(isCompiledOutput(text)).toBe(false);
  });
});
