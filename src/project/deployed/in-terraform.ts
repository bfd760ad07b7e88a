import { dirname, join, resolve } from 'node:path';
import { readConfig } from '../../config-files/read-config.js';
import type { ConfigEntry, Key } from '../../config-files/types.js';
import { evidenceAt } from '../evidence.js';
import { isFile } from '../read-file.js';
import { lambdaRuntimeOf } from '../runtime/node-name.js';
import { entryOf, type Deployment } from './deployment.js';

export const isTerraformName = (file: string): boolean => /\.tf(?:\.json)?$/i.test(file);

/** The module of the registry that makes functions. */
const LAMBDA_MODULE = /(?:^|[/:])terraform-aws-(?:modules\/lambda|lambda)\b/;

/**
 * What Terraform puts into the archive of a function as it is: folders and single files. A path with a value that only
 * the run knows says nothing.
 */
export function deploymentsInTerraform(file: string, text: string): readonly Deployment[] {
  if (!/archive_file|source_path/.test(text)) return [];
  const { documents } = readConfig(text, file.endsWith('.json') ? 'json' : 'hcl');
  const entries = documents.flatMap((document) => document.entries);
  const valueAt = (...names: readonly string[]): ConfigEntry | undefined =>
    entries.find(({ path }) => isAt(path, names));
  return entries.flatMap((entry): readonly Deployment[] => {
    const [kind, type, name, property] = namesIn(entry.path);
    const isSource = kind === 'data' && type === 'archive_file' && /^source_(?:dir|file)$/.test(property ?? '');
    const isModule =
      kind === 'module' &&
      name === 'source_path' &&
      property === undefined && // an object may build first
      LAMBDA_MODULE.test(valueAt('module', type ?? '', 'source')?.value ?? '');
    const written = entry.value.replace(/^\$\{path\.(?:module|root|cwd)\}(?=\/|$)/, '.');
    if ((!isSource && !isModule) || written === '' || written.includes('${')) return [];
    const path = resolve(dirname(file), written);
    const run = isModule ? ['module', type ?? ''] : functionOf(name ?? '', entries);
    const [handler, runtime] = run ? [valueAt(...run, 'handler'), valueAt(...run, 'runtime')] : [];
    const node = runtime && lambdaRuntimeOf(runtime.value);
    return [
      {
        kind: isFile(path) ? 'text' : 'folder',
        path,
        movesWithCode: false,
        ...(handler && !handler.value.includes('${') && { entry: join(path, entryOf(handler.value)) }),
        ...(node && { runtime: { ...node, evidence: evidenceAt(file, text, runtime.range[0]) } }),
        evidence: evidenceAt(file, text, entry.range[0]),
      },
    ];
  });
}

/** The path of the resource whose code is an archive. */
function functionOf(archive: string, entries: readonly ConfigEntry[]): readonly string[] | undefined {
  const user = entries.find(({ path, value }) => {
    const [kind, type, , property] = namesIn(path);
    const isFunction = kind === 'resource' && type === 'aws_lambda_function' && property === 'filename';
    return isFunction && value.includes(`archive_file.${archive}.output_path`);
  });
  return user && namesIn(user.path).slice(0, 3);
}

/** A path without the numbers of blocks and items. */
const namesIn = (path: readonly Key[]): readonly string[] => path.filter((key) => typeof key === 'string');

const isAt = (path: readonly Key[], names: readonly string[]): boolean => {
  const own = namesIn(path);
  return own.length === names.length && own.every((name, index) => name === names[index]);
};
