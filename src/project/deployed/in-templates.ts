import { dirname, join, resolve } from 'node:path';
import { configFormatOf } from '../../config-files/formats.js';
import { readConfig } from '../../config-files/read-config.js';
import type { ConfigEntry } from '../../config-files/types.js';
import { evidenceAt } from '../evidence.js';
import { isFile } from '../read-file.js';
import { entryOf, type Deployment } from './deployment.js';

/** The usual names of CloudFormation and SAM templates. */
const TEMPLATE_NAME = /(?:template|sam|cloudformation|cfn)[^/\\]*\.(?:ya?ml|json)$/i;

export const isTemplateName = (file: string): boolean => TEMPLATE_NAME.test(file);

/** The property with the folder of a function's code, by the type of the resource. */
const CODE_OF: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'CodeUri',
  'AWS::Lambda::Function': 'Code',
};

/**
 * The folders that a template deploys as they are. Leaves out functions that are built first, and those in other
 * languages.
 */
export function deploymentsInTemplate(file: string, text: string): readonly Deployment[] {
  const format = Object.keys(CODE_OF).some((type) => text.includes(type)) ? configFormatOf(file) : undefined;
  if (format === undefined) return [];
  return readConfig(text, format).documents.flatMap(({ entries }) => {
    const at = new Map(entries.map((entry) => [entry.path.join('\0'), entry]));
    const entryAt = (...path: readonly string[]): ConfigEntry | undefined => at.get(path.join('\0'));
    return entries.flatMap(({ path: [root, name, key], value: type, path }): Deployment[] => {
      const property = root === 'Resources' && key === 'Type' && path.length === 3 ? CODE_OF[type] : undefined;
      if (property === undefined) return [];
      const ofFunction = (key: string): ConfigEntry | undefined =>
        entryAt('Resources', String(name), 'Properties', key) ?? entryAt('Globals', 'Function', key);
      const code = ofFunction(property);
      const runtime = ofFunction('Runtime')?.value;
      const build = entryAt('Resources', String(name), 'Metadata', 'BuildMethod')?.value ?? 'nodejs';
      if (
        code?.tag !== undefined ||
        code === undefined ||
        /^\w+:\/\//.test(code.value) ||
        ![runtime, build].every((value) => value?.startsWith('nodejs'))
      )
        return [];
      const folder = resolve(dirname(file), code.value);
      const handler = ofFunction('Handler')?.value;
      return [
        {
          kind: isFile(folder) ? 'text' : 'folder',
          path: folder,
          movesWithCode: false,
          ...(handler !== undefined && { entry: join(folder, entryOf(handler)) }),
          evidence: evidenceAt(file, text, code.range[0]),
        },
      ];
    });
  });
}
