import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { parse } from '../../../ast/parse.js';
import { applyEdits, type Edit } from '../../../text/edit.js';
import { styleOf } from '../../../plans/edits/style.js';
import type { Settings } from '../../engine.js';
import { displayPath } from '../../../project/paths.js';
import { entryEdit, exportedValue, inLine, elementsOf, valueOf } from './config-script.js';
import { addToJson, setInJson } from './json-edit.js';
import type { Setup, Step } from './step.js';

const NAMES = ['.eslintrc.js', '.eslintrc.cjs', '.eslintrc.yaml', '.eslintrc.yml', '.eslintrc.json', '.eslintrc'];
const LEGACY = 'plugin:sts-regional/legacy-recommended';

/** The eslintrc file of a folder; ESLint takes the first of these names. */
export function eslintrcIn(folder: string, { read }: Setup): string | undefined {
  const file = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
  const manifest = join(folder, 'package.json');
  return file ?? (existsSync(manifest) && /"eslintConfig"\s*:\s*\{/.test(read(manifest)) ? manifest : undefined);
}

/** Adds the preset to what one eslintrc file extends. */
export function extendEslintrc(path: string, { cwd, read, isFoundByEslint, settings: all }: Setup): Step {
  const settings = isFoundByEslint ? undefined : all;
  const text = read(path);
  const name = displayPath(cwd, path);
  if (text.includes('sts-regional/') || text.includes('plugin:sts-regional'))
    return { kind: 'present', what: `${name} has the plugin` };
  const what = `the recommended rules in ${name}`;
  const isScript = /js$/.test(path);
  const after = isScript
    ? extendedScript(text, path, settings)
    : extendedJson(text, basename(path) === 'package.json' ? ['eslintConfig'] : [], settings);
  if (after !== undefined) return { kind: 'write', path, before: text, after, what };
  return {
    kind: 'by-hand',
    what,
    text: isScript
      ? `extends: ['${LEGACY}'],${settings ? `\nsettings: ${inLine({ 'sts-regional': settings }, "'")},` : ''}`
      : `extends:\n  - ${LEGACY}${settings ? `\nsettings:\n  sts-regional: ${JSON.stringify(settings)}` : ''}`,
  };
}

/**
 * @param above the keys that lead to the configuration: `eslintConfig` in package.json
 * @param settings what ESLint must be told, because it does not find the settings file
 */
function extendedJson(text: string, above: readonly string[], settings: Settings | undefined): string | undefined {
  const extended = addToJson(text, [...above, 'extends'], LEGACY);
  return settings === undefined
    ? extended
    : extended && setInJson(extended, [...above, 'settings', 'sts-regional'], settings);
}

/**
 * Extends `module.exports = { ... }`. A spread in it may already hold what would be added, so such an object is left
 * alone.
 */
function extendedScript(text: string, path: string, settings: Settings | undefined): string | undefined {
  const result = parse(text, path);
  if ('failure' in result) return undefined;
  const config = exportedValue(result.source.ast)?.value;
  if (config?.type !== 'ObjectExpression' || config.properties.some(({ type }) => type === 'SpreadElement'))
    return undefined;
  const { quote, lineEnd } = styleOf(result.source);
  const legacy = quote + LEGACY + quote;
  const own = settings && `${quote}sts-regional${quote}: ${inLine(settings, quote)}`;
  const extended = valueOf(config, 'extends');
  const shared = own === undefined ? undefined : valueOf(config, 'settings');
  if (shared && (shared.type !== 'ObjectExpression' || valueOf(shared, 'sts-regional'))) return undefined;
  const missing = [
    ...(extended ? [] : [`extends: [${legacy}]`]),
    ...(own === undefined || shared ? [] : [`settings: { ${own} }`]),
  ];
  return applyEdits(text, [
    ...(extended ? [extendsEdit(extended, legacy, text, lineEnd)] : []),
    ...(shared && own !== undefined ? [entryEdit(elementsOf(shared), [own], text, lineEnd)] : []),
    ...(missing.length > 0 ? [entryEdit(elementsOf(config), missing, text, lineEnd)] : []),
  ]);
}

/** `extends` may be one configuration, a list of them, or an expression for either. */
function extendsEdit(extended: TSESTree.Node, legacy: string, text: string, lineEnd: string): Edit {
  if (extended.type === 'ArrayExpression') return entryEdit(elementsOf(extended), [legacy], text, lineEnd);
  const list = `[${text.slice(...extended.range)}, ${legacy}]`;
  return { range: extended.range, text: extended.type === 'Literal' ? list : `${list}.flat()` };
}
