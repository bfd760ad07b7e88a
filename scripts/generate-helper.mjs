/**
 * Turns src/helper/sources/*.ts, ordinary modules that can be checked and read one by one, into the single files that
 * migrated repositories get: concatenated, in TypeScript, ES modules and CommonJS. Writes src/helper/generated.ts, so that
 * the published tool needs no TypeScript for it. `--check` only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const SOURCES = new URL('../src/helper/sources/', import.meta.url);
const GENERATED = new URL('../src/helper/generated.ts', import.meta.url);

/** Reading order of the files; the client comes last because it is left out where `@aws-sdk/client-sts` is not installed. */
const FILES = {
  v3: { core: ['policy', 'errors', 'hosts', 'health', 'regions', 'raw', 'http', 'provider'], client: ['client'] },
  v2: { core: ['policy', 'errors', 'hosts', 'health', 'v2'], client: [] },
};

/** What a migrated repository may import; everything else loses its `export`. */
const PUBLIC = new Set([
  ...['stsPolicy', 'StsPolicy', 'StsFailoverEvent', 'classifyStsError', 'StsVerdict', 'resetStsHealth', 'stsHost'],
  ...[
    'withStsRegions',
    'stsProvider',
    'RegionalClientConfig',
    'createStsClient',
    'createStsCredentials',
    'withStsFailover',
  ],
]);

/** Text of a module without its relative imports and export lists, and its imports from packages. */
function readModule(name) {
  const text = readFileSync(new URL(`${name}.ts`, SOURCES), 'utf8');
  const file = ts.createSourceFile(`${name}.ts`, text, ts.ScriptTarget.Latest, true);
  const imports = [];
  const statements = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      if (!statement.moduleSpecifier.text.startsWith('.')) imports.push(statement.getText());
    } else if (!ts.isExportDeclaration(statement)) {
      statements.push(
        text
          .slice(statement.getFullStart(), statement.end)
          .replace(statement.getText(), withoutPrivateExport(statement)),
      );
    }
  }
  return { imports, body: statements.join('').trim() };
}

function withoutPrivateExport(statement) {
  const text = statement.getText();
  const name = statement.name?.text ?? statement.declarationList?.declarations[0]?.name.text;
  return PUBLIC.has(name) ? text : text.replace(/^export /, '');
}

/** TypeScript drops blank lines when it emits; comments survive, so blank lines travel as comments. */
function toJavaScript(text) {
  const BLANK = '//blank';
  const { outputText } = ts.transpileModule(text.replace(/\n(?=\n)/g, `\n${BLANK}`), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      useDefineForClassFields: true,
    },
  });
  return (
    outputText
      .replace(new RegExp(`^[ \\t]*${BLANK}$`, 'gm'), '')
      .replace(/^( {4})+/gm, (indent) => indent.slice(indent.length / 2))
      .replace(/\}\n *(catch|finally|else)\b/g, '} $1')
      .replace(/\{ \}/g, '{}')
      // TypeScript puts the statement of an `if` without braces on a line of its own.
      .replace(/^( *)((?:\}? ?else )?(?:if|for) \(.*\)|else)\n\1 {2}(?! )([^\n{}]*;(?: \/\/[^\n]*)?)$/gm, '$1$2 $3')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

function toCommonJs({ imports, body, client }) {
  const require = (line) =>
    line
      .replace(/^import (\w+) from (.+);$/, 'const $1 = require($2);')
      .replace(/^import (\{.+\}) from (.+);$/, 'const $1 = require($2);');
  const exported = (text) =>
    [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => name);
  const strip = (text) => text.replace(/^export /gm, '');
  const exportLine = (names, head) => `${head}{ ${names.join(', ')} }`;
  return {
    imports: imports.map(require),
    body: `${strip(body)}\n\n${exportLine(exported(body), 'module.exports = ')};`,
    client: client && {
      imports: client.imports.map(require),
      body: `${strip(client.body)}\n\n${exported(client.body)
        .map((name) => `module.exports.${name} = ${name};`)
        .join('\n')}`,
    },
  };
}

function build(sdk) {
  const join = (names) => {
    const modules = names.map(readModule);
    return {
      imports: [...new Set(modules.flatMap(({ imports }) => imports))],
      body: modules.map(({ body }) => body).join('\n\n'),
    };
  };
  const { core, client } = FILES[sdk];
  const ts_ = { ...join(core), client: client.length > 0 ? join(client) : undefined };
  const esm = emitted(ts_);
  return { [`${sdk}-ts`]: ts_, [`${sdk}-esm`]: esm, [`${sdk}-cjs`]: toCommonJs(esm) };
}

function emitted({ imports, body, client }) {
  const js = (part) => ({
    imports: part.imports
      .filter((line) => !line.startsWith('import type '))
      // The default import is the object that nock and OpenTelemetry patch; TypeScript needs a compiler option for it.
      .map((line) => line.replace(/^import \* as (\w+) from '(node:.+)';$/, "import $1 from '$2';")),
    body: toJavaScript(part.body),
  });
  return { ...js({ imports, body }), client: client && js(client) };
}

function literal(lines, indent) {
  return `[\n${lines.map((line) => `${indent}  ${JSON.stringify(line)},`).join('\n')}\n${indent}]`;
}

function part({ imports, body }, indent) {
  return `{\n${indent}  imports: ${JSON.stringify(imports)},\n${indent}  body: ${literal(body.split('\n'), `${indent}  `)},\n${indent}}`;
}

const bodies = { ...build('v3'), ...build('v2') };
const output = [
  '/** The texts of the failover helper. Generated from src/helper/sources by `npm run generate:helper`; do not edit. */',
  'export interface HelperPart {',
  '  readonly imports: readonly string[];',
  '  readonly body: readonly string[];',
  '}',
  '',
  '/** `client` is the part that needs `@aws-sdk/client-sts`. */',
  'export const helperParts: Readonly<Record<string, { readonly core: HelperPart; readonly client?: HelperPart }>> = {',
  ...Object.entries(bodies).map(
    ([variant, body]) =>
      `  '${variant}': {\n    core: ${part(body, '    ')},\n${body.client ? `    client: ${part(body.client, '    ')},\n` : ''}  },`,
  ),
  '};',
  '',
].join('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(GENERATED, 'utf8') !== output) {
    console.error('src/helper/generated.ts is stale: run `npm run generate:helper`');
    process.exitCode = 1;
  }
} else {
  writeFileSync(GENERATED, output);
}
