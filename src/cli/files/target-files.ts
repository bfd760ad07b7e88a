import { configFormatOf, hasConfigName } from '../../config-files/formats.js';

/** The names of scripts, and of components that hold scripts. */
const TARGET = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/i;
const IMPOSSIBLE = /\.[cm][jt]sx$/i;
const DECLARATION = /\.d\.(?:[^.]+\.)?[cm]?ts$/i;
const BUILT_NAME = /[.-]min\.[cm]?js$/i;

/** Directories that hold packages, build output or version control. */
export const SKIPPED_DIRECTORIES: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'cdk.out',
  '.aws-sam',
  '.serverless',
  '.terraform',
]);

/**
 * Whether a file at this path is JavaScript, TypeScript or configuration. Declaration files are not, because they make
 * no calls.
 */
export function isTargetFile(path: string): boolean {
  return (TARGET.test(path) && !IMPOSSIBLE.test(path) && !DECLARATION.test(path)) || configFormatOf(path) !== undefined;
}

/** Whether no format is known for the name. Lock files and declaration files are known, and left out. */
export const isOfUnknownFormat = (path: string): boolean => !TARGET.test(path) && !hasConfigName(path);

/** Whether the name says that a tool wrote the file. */
export function hasBuiltName(name: string): boolean {
  return BUILT_NAME.test(name);
}

const GENERATED_MARKS = [
  /@generated\b/,
  /\bdo not (?:edit|modify|change)\b.{0,200}\bgenerated\b/i,
  /\bgenerated\b.{0,200}\bdo not (?:edit|modify|change)\b/i,
  /\bfile (?:was|is|has been) (?:auto-?|automatically )generated\b/i,
  /\bsmithy-typescript generated code\b/,
];
const LEADING_COMMENTS = /^(?:#!.*)?(?:\s*(?:\/\/.*|#.*|\/\*[\s\S]*?\*\/|(['"])use strict\1;?))*/;

/** Whether the comments before the first statement say that the file is generated. An edit would be lost then. */
export function saysGenerated(text: string): boolean {
  const comments = (LEADING_COMMENTS.exec(text.slice(0, 4000))?.[0] ?? '').replace(/\s+/g, ' ');
  return GENERATED_MARKS.some((mark) => mark.test(comments));
}

/** How reports begin: lists of ESLint's results, SARIF, and the JSON of `migrate`, `audit` and `endpoints`. */
const REPORT_MARKS = [
  /^\s*\[\s*\{\s*"filePath"\s*:/,
  /^\s*\{[^{}[\]]*"\$schema"\s*:\s*"[^"]*\bsarif\b/,
  /^\s*\{[^{}[\]]*"version"\s*:\s*"2\.1\.0"[^{}[\]]*"runs"\s*:\s*\[/,
  /^\s*\{\s*"schemaVersion"\s*:\s*1\b[^[\]]*"summary"\s*:\s*\{\s*"filesScanned"\s*:/,
  /^\s*\{\s*"schemaVersion"\s*:\s*1\s*,\s*"(?:masked|near)"\s*:/,
  /^<!-- Made by eslint-plugin-sts-regional [^\s>]+ -->\n/,
];

/** Whether the text is a report of a linter or of a migration. Its code belongs to other files. */
export function isReport(text: string): boolean {
  const start = text.slice(0, 4000);
  return REPORT_MARKS.some((mark) => mark.test(start));
}

const LONG_LINE = 1000;
const SHARE_IN_LONG_LINES = 0.9;
const FEW_LINES = 25;

/** Whether the text is minified or bundled: a few very long lines hold nearly all of it. */
export function looksMinified(text: string): boolean {
  let inLongLines = 0;
  let shortLines = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > LONG_LINE) inLongLines += end - start;
    else if (end - start > 1) shortLines += 1;
    if (shortLines > FEW_LINES) return false;
    start = end + 1;
  }
  return inLongLines > text.length * SHARE_IN_LONG_LINES;
}
