import { basename, dirname, join, resolve } from 'node:path';
import { configFormatOf } from '../../config-files/formats.js';
import { readConfig } from '../../config-files/read-config.js';
import type { ConfigEntry } from '../../config-files/types.js';
import { evidenceAt } from '../evidence.js';
import { isFile } from '../read-file.js';
import { lambdaRuntimeOf } from '../runtime/node-name.js';
import { entryOf, type Deployment } from './deployment.js';

/** The usual names of CloudFormation and SAM templates. */
const TEMPLATE_NAME = /(?:template|sam|cloudformation|cfn)[^/\\]*\.(?:ya?ml|json)$/i;

export const isTemplateName = (file: string): boolean => TEMPLATE_NAME.test(file);

/** The property with the folder of a function's code, by the type of the resource. */
const CODE_OF: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'CodeUri',
  'AWS::Lambda::Function': 'Code',
};

/** An address, or an archive that something made of sources. */
const IN_ARCHIVE = /^\w+:\/\/|\.(?:zip|tgz)$/i;

/** `built/orders-login.zip` → `orders-login`. */
const stemOf = (archive: string): string => basename(archive).replace(/\.\w+$/, '');

/**
 * What a template deploys as it is: folders, and archives that are made elsewhere. Leaves out functions that are built
 * first, and those in other languages.
 */
export function deploymentsInTemplate(file: string, text: string): readonly Deployment[] {
  const format = Object.keys(CODE_OF).some((type) => text.includes(type)) ? configFormatOf(file) : undefined;
  if (format === undefined) return [];
  return readConfig(text, format).documents.flatMap(({ entries }) => {
    const at = new Map(entries.map((entry) => [entry.path.join('\0'), entry]));
    return entries.flatMap(({ path: [root, name, key], value: type, path }) => {
      const code = root === 'Resources' && key === 'Type' && path.length === 3 ? CODE_OF[type] : undefined;
      return code === undefined ? [] : (deploymentOf(String(name), code, at, file, text) ?? []);
    });
  });
}

/** What a function deploys. */
function deploymentOf(
  name: string,
  codeProperty: string,
  entries: ReadonlyMap<string, ConfigEntry>,
  file: string,
  text: string,
): Deployment | undefined {
  const entryAt = (...path: readonly string[]): ConfigEntry | undefined => entries.get(path.join('\0'));
  const ofFunction = (...keys: readonly string[]): ConfigEntry | undefined =>
    entryAt('Resources', name, 'Properties', ...keys) ?? entryAt('Globals', 'Function', ...keys);
  const runtime = ofFunction('Runtime');
  const build = entryAt('Resources', name, 'Metadata', 'BuildMethod')?.value ?? 'nodejs';
  const isInline = [ofFunction('InlineCode'), ofFunction('Code', 'ZipFile')].some((code) => code !== undefined);
  if (runtime === undefined || isInline || ![runtime.value, build].every((value) => value.startsWith('nodejs')))
    return undefined;
  const code = ofFunction(codeProperty);
  const isElsewhere = code === undefined || code.tag !== undefined || IN_ARCHIVE.test(code.value);
  const path = isElsewhere ? dirname(file) : resolve(dirname(file), code.value);
  const handler = ofFunction('Handler')?.value;
  const node = lambdaRuntimeOf(runtime.value);
  return {
    kind: isElsewhere ? 'archive' : isFile(path) ? 'text' : 'folder',
    path,
    movesWithCode: false,
    ...(isElsewhere && { names: [name, ofFunction(codeProperty, 'S3Key')?.value ?? code?.value ?? name].map(stemOf) }),
    ...(handler !== undefined && { entry: isElsewhere ? entryOf(handler) : join(path, entryOf(handler)) }),
    ...(node && { runtime: { ...node, evidence: evidenceAt(file, text, runtime.range[0]) } }),
    evidence: evidenceAt(file, text, (code ?? runtime).range[0]),
  };
}
