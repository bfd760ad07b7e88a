import { dirname, resolve } from 'node:path';
import type { HelperRequest } from '../../model/settings/surroundings.js';
import type { HelperVariant } from '../../helper/header.js';
import { isWithin } from '../paths.js';
import type { ProjectFacts } from '../project-facts.js';
import { isBundled } from './import-suffix.js';
import { chainFor, optionIn, type ConfigFile } from '../tsconfig.js';
import { hasTypeScriptSources, helperHeaderOf } from '../typescript-sources.js';

export type HelperExtension = '.ts' | '.mts' | '.cts' | '.js' | '.mjs' | '.cjs';

/**
 * The extension of the helper that a file imports. The helper remembers which regions fail, so a package should have
 * only one. JavaScript that is compiled together with TypeScript shares the `.ts` helper, and an existing helper is
 * used if it can be imported. Where there must be two, the compiled form of one never has the name of the other.
 *
 * @param stem the helper's absolute path without an extension
 */
export function helperExtension(
  file: string,
  stem: string,
  { sdk, syntax }: HelperRequest,
  project: ProjectFacts,
): HelperExtension {
  const choices = /\.[cm]?tsx?$/.test(file) ? forTypeScript(file, project) : forJavaScript(file, syntax, project);
  const [preferred] = choices;
  return choices.length === 1
    ? preferred
    : (choices.find((extension) => isHelperIn(extension, stem, sdk)) ?? preferred);
}

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

function forJavaScript(file: string, syntax: HelperRequest['syntax'], project: ProjectFacts): Choices {
  const alone =
    syntax === 'commonjs'
      ? project.moduleType === 'module'
        ? '.cjs'
        : '.js'
      : /\.mjs$/.test(file) && project.moduleType !== 'module'
        ? '.mjs'
        : '.js';
  const chain = chainFor(file, project.root);
  if (alone !== '.js' || chain.length === 0 || !hasTypeScriptSources(project.root ?? dirname(file))) return [alone];
  // A file with import statements in a CommonJS package must be compiled.
  const isCompiled = syntax === 'esm' && project.moduleType !== 'module';
  if (isCompiled || isCompiledWithTypeScript(file, chain)) return ['.ts', '.js'];
  return [syntax === 'commonjs' ? '.cjs' : '.mjs', '.js'];
}

/** Whether TypeScript, or the bundler whose input it checks, compiles the file. */
function isCompiledWithTypeScript(file: string, chain: readonly ConfigFile[]): boolean {
  if ((optionIn(chain, 'allowJs') ?? optionIn(chain, 'checkJs')) !== true) return false;
  if (optionIn(chain, 'noEmit') === true && !isBundled(chain)) return false;
  const including = chain.find(({ include }) => include);
  return (
    including?.include?.some((pattern) =>
      isWithin(resolve(dirname(including.path), pattern.split(/[*?]/)[0] ?? ''), file),
    ) ?? true
  );
}

/** Whether there is a helper that we wrote with this extension, and not the compiled form of one. */
function isHelperIn(extension: HelperExtension, stem: string, sdk: HelperRequest['sdk']): boolean {
  const variant = helperHeaderOf(stem + extension)?.variant;
  return variant !== undefined && variant.startsWith(sdk) && variant.endsWith('-ts') === extension.endsWith('ts');
}
