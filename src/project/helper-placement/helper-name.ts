import { dirname, resolve } from 'node:path';
import type { HelperRequest } from '../../model/settings/surroundings.js';
import type { HelperVariant } from '../../helper/header.js';
import { isWithin } from '../paths.js';
import type { ProjectFacts } from '../project-facts.js';
import { isBundled } from './import-suffix.js';
import { chainFor, optionIn } from '../tsconfig.js';
import { hasTypeScriptSources, helperHeaderOf, mayUseStsInTypeScript } from '../typescript-sources.js';

export type HelperExtension = '.ts' | '.mts' | '.cts' | '.js' | '.mjs' | '.cjs';

/** Where a helper is: its absolute path without the extension, and the extension. */
export interface HelperName {
  readonly stem: string;
  readonly extension: HelperExtension;
}

/**
 * The name of the helper that a file imports. The helper remembers which regions fail, so a package should have only
 * one, and an existing helper is used if it can be imported. JavaScript that is compiled together with TypeScript
 * shares the `.ts` helper. Other JavaScript has one of its own, and so there may be two: then one is named after its
 * language (`sts-failover-js.js`), because what TypeScript compiles `sts-failover.ts` to is `sts-failover.js`, and an
 * import without an extension would mean either.
 *
 * @param stem the usual one
 */
export function helperName(
  file: string,
  stem: string,
  { sdk, syntax }: HelperRequest,
  project: ProjectFacts,
): HelperName {
  const choices = /\.[cm]?tsx?$/.test(file) ? forTypeScript(file, project) : forJavaScript(file, stem, syntax, project);
  const [extension] = choices;
  const own = stem + (extension.endsWith('ts') ? '-ts' : '-js');
  for (const candidate of [stem, own]) {
    const there = choices.find((choice) => isHelperIn(choice, candidate, sdk));
    if (there !== undefined) return { stem: candidate, extension: there };
  }
  return { stem: isOfOtherLanguage(file, stem, extension, project) ? own : stem, extension };
}

/** The endings that a stem may get: none, or the language of the helper. */
export const LANGUAGE_ENDINGS = ['', '-js', '-ts'] as const;

/** The variant of the helper for a file with this extension. */
export function variantFor(
  extension: HelperExtension,
  sdk: HelperRequest['sdk'],
  syntax: HelperRequest['syntax'],
): HelperVariant {
  return `${sdk}-${extension.endsWith('ts') ? 'ts' : syntax === 'esm' ? 'esm' : 'cjs'}`;
}

type Choices = readonly [preferred: HelperExtension, ...others: HelperExtension[]];

function forTypeScript(file: string, project: ProjectFacts): Choices {
  // A `.cts` file cannot import what becomes an ES module, and a `.mts` file gets only a default export from CommonJS.
  if (/\.cts$/.test(file) && project.moduleType === 'module') return ['.cts'];
  if (/\.mts$/.test(file) && project.moduleType !== 'module') return ['.mts'];
  return chainFor(file, project.root).some(({ compilerOptions: { allowJs, checkJs } }) => allowJs ?? checkJs)
    ? ['.ts', '.js']
    : ['.ts'];
}

/**
 * Like the file itself, the helper is `.js`: that is what the tools of the package know. It differs only where Node
 * takes a `.js` file for the other module system, or where the `.js` helper is for code that a bundler compiles.
 */
function forJavaScript(file: string, stem: string, syntax: HelperRequest['syntax'], project: ProjectFacts): Choices {
  const isModulePackage = project.moduleType === 'module';
  const isForBundlers = LANGUAGE_ENDINGS.some((ending) => variantAt(`${stem}${ending}.js`)?.endsWith('-esm'));
  if (syntax === 'commonjs' && (isModulePackage || isForBundlers)) return ['.cjs'];
  if (/\.mjs$/.test(file) && !isModulePackage) return ['.mjs'];
  return isCompiledWithTypeScript(file, project) ? ['.ts', '.js'] : ['.js'];
}

/** Whether TypeScript, or the bundler whose input it checks, compiles the file. */
function isCompiledWithTypeScript(file: string, project: ProjectFacts): boolean {
  const chain = chainFor(file, project.root);
  if ((optionIn(chain, 'allowJs') ?? optionIn(chain, 'checkJs')) !== true) return false;
  if (optionIn(chain, 'noEmit') === true && !isBundled(chain)) return false;
  if (!hasTypeScriptSources(project.root ?? dirname(file))) return false;
  const including = chain.find(({ include }) => include);
  return (
    including?.include?.some((pattern) =>
      isWithin(resolve(dirname(including.path), pattern.split(/[*?]/)[0] ?? ''), file),
    ) ?? true
  );
}

/** Whether there is a helper that we wrote with this extension, and not the compiled form of one. */
function isHelperIn(extension: HelperExtension, stem: string, sdk: HelperRequest['sdk']): boolean {
  const variant = variantAt(stem + extension);
  return variant !== undefined && variant.startsWith(sdk) && variant.endsWith('-ts') === extension.endsWith('ts');
}

/** Whether the helper with this stem is in the other language: it is there, or another file of the package needs it. */
function isOfOtherLanguage(file: string, stem: string, extension: HelperExtension, project: ProjectFacts): boolean {
  const compiled = stem + extension.replace(/ts$/, 'js');
  if (extension.endsWith('ts')) return variantAt(compiled)?.endsWith('-ts') === false;
  const source = stem + extension.replace(/js$/, 'ts');
  return (
    [compiled, source].some((path) => variantAt(path)?.endsWith('-ts')) ||
    (extension === '.js' && mayUseStsInTypeScript(project.root ?? dirname(file)))
  );
}

const variantAt = (path: string): HelperVariant | undefined => helperHeaderOf(path)?.variant;
