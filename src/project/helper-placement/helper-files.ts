import { dirname, join, resolve } from 'node:path';
import { isOurHelper } from '../../model/prefilter.js';
import { isFile, readSmallFile } from '../read-file.js';
import { resolveModule } from '../resolve-module.js';

/** A specifier with the name that the helper usually has. */
export const HELPER_NAME = /(?:^|\/)sts-failover(?:-v2)?(?:-[jt]s)?(?:\.[cm]?[jt]s)?$/;
const EXTENSIONS = [
  '',
  '.ts',
  '.js',
  '.mts',
  '.mjs',
  '.cts',
  '.cjs',
  '.tsx',
  '/index.ts',
  '/index.js',
  '/index.mjs',
  '/index.cjs',
];
const MAX_BYTES = 200_000;

const answers = new Map<string, boolean>();

/**
 * Whether a specifier leads to a failover helper: by its name, by the header of the file, or through one re-export.
 *
 * @param configured the helper of the settings: an absolute path, or a module by its name
 */
export function isHelperSpecifier(fromFile: string, specifier: string, configured: string | undefined): boolean {
  if (
    configured !== undefined &&
    (specifier === configured ||
      withoutExtension(resolveModule(fromFile, specifier) ?? resolve(dirname(fromFile), specifier)) ===
        withoutExtension(configured))
  )
    return true;
  if (HELPER_NAME.test(specifier)) return true;
  const target = specifier.startsWith('.') ? resolve(dirname(fromFile), specifier) : resolveModule(fromFile, specifier);
  if (target === undefined) return false;
  let answer = answers.get(target);
  if (answer === undefined) {
    answer = leadsToHelper(target, 1);
    answers.set(target, answer);
  }
  return answer;
}

/** The functions of a helper that edits import. */
export const HELPER_FUNCTIONS = {
  v3: ['createStsClient', 'stsProvider', 'withStsRegions'],
  v2: ['withStsFailover'],
} as const;

/**
 * Whether an existing file can be imported as the helper: because we wrote it, because it re-exports a helper, or
 * because it exports these functions.
 */
export function servesAsHelper(file: string, functions: readonly string[]): boolean {
  const text = readSmallFile(file, MAX_BYTES);
  if (text === undefined) return false;
  return (
    (/\bexports?\b/.test(text) && functions.every((name) => new RegExp(`\\b${name}\\b`).test(text))) ||
    leadsToHelper(file, 1)
  );
}

function leadsToHelper(target: string, reExports: number): boolean {
  const file = existing(target);
  const text = file === undefined ? undefined : readSmallFile(file, MAX_BYTES);
  if (file === undefined || text === undefined) return false;
  if (isOurHelper(text)) return true;
  if (reExports === 0) return false;
  const sources = text.matchAll(/\bexport\s[^;'"]*?\bfrom\s*['"](\.[^'"]+)['"]/g);
  return [...sources].some(
    ([, source]) =>
      source !== undefined &&
      (HELPER_NAME.test(source) || leadsToHelper(resolve(dirname(file), source), reExports - 1)),
  );
}

function existing(target: string): string | undefined {
  const bases = /\.[cm]?js$/.test(target) ? [target, target.replace(/js$/, 'ts')] : [target];
  return bases.flatMap((base) => EXTENSIONS.map((extension) => join(base + extension))).find(isFile);
}

const withoutExtension = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');
