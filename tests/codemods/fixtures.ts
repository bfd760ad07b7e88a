import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrateText } from '../../src/engines/migrate/migrate-text.js';
import type { MigratedText, MigrateOptions } from '../../src/engines/migrate/migrated.js';
import { CODEMOD_NAMES, type CodemodName } from '../../src/engines/migrate/codemods.js';
import { codePartsOf } from '../../src/ast/embedded/code-part.js';
import { modelOfText, withoutByteOrderMark } from '../../src/model/from-text.js';
import type { Settings } from '../../src/model/settings/settings.js';
import type { StsModel } from '../../src/model/types.js';
import type { ProjectFacts } from '../../src/project/project-facts.js';

export const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url));

/**
 * One pair of files: what goes into a codemod, and what comes out byte for byte. Where nothing may change, both are the
 * same.
 */
export interface Fixture {
  readonly codemod: CodemodName;
  /** `clients.ts` */
  readonly file: string;
  readonly input: string;
  readonly output: string;
  readonly settings: Settings;
  readonly profileProviders: boolean;
}

/**
 * The versions that the fixtures are written for; a project of its own, so that nothing of this repository shows
 * through.
 */
const VERSIONS: Readonly<Record<string, string>> = {
  'aws-sdk': '2.1693.0',
  aws4: '1.13.2',
  '@middy/sts': '4.7.0',
  typescript: '5.9.3',
};
export const V3_VERSION = '3.1169.0';

export const PROJECT: ProjectFacts = {
  root: '/project',
  moduleType: 'commonjs',
  usesTypeScript: true,
  versionOf: (name) => VERSIONS[name] ?? V3_VERSION,
};
export const pathOf = (fixture: Fixture): string => `/project/${fixture.file}`;

export const REGIONS = ['eu-west-1', 'eu-central-1'];

/** Files below `fixtures/` that are neither half of a pair nor the options of one. */
export function unpairedFiles(): readonly string[] {
  return readdirSync(FIXTURES).flatMap((folder) => {
    const files = readdirSync(join(FIXTURES, folder));
    const isPaired = (file: string): boolean => {
      if (!CODEMOD_NAMES.includes(folder as CodemodName)) return false;
      const options = /^(.*)\.options\.json$/.exec(file)?.[1];
      if (options !== undefined) return files.some((other) => other.startsWith(`${options}.input.`));
      const [, name, half, extension] = /^(.*)\.(input|output)\.(\w+)$/.exec(file) ?? [];
      return name !== undefined && files.includes(`${name}.${half === 'input' ? 'output' : 'input'}.${extension}`);
    };
    return files.filter((file) => !isPaired(file)).map((file) => `${folder}/${file}`);
  });
}

export function readFixtures(codemods: readonly CodemodName[] = CODEMOD_NAMES): readonly Fixture[] {
  return codemods.flatMap((codemod) => {
    const folder = join(FIXTURES, codemod);
    return readdirSync(folder).flatMap((file): Fixture[] => {
      const [, name, extension] = /^(.*)\.input\.(\w+)$/.exec(file) ?? [];
      if (name === undefined || extension === undefined) return [];
      const { profileProviders = false, ...settings } = readOptions(join(folder, `${name}.options.json`));
      return [
        {
          codemod,
          file: `${name}.${extension}`,
          input: readFileSync(join(folder, file), 'utf8'),
          output: readFileSync(join(folder, `${name}.output.${extension}`), 'utf8'),
          settings: { regions: REGIONS, ...settings },
          profileProviders,
        },
      ];
    });
  });
}

const readOptions = (path: string): Settings & { readonly profileProviders?: boolean } =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Settings & { profileProviders?: boolean }) : {};

/** Each module in a text that does something with STS. @throws Error when one cannot be parsed */
export function modulesOf(
  text: string,
  fixture: Fixture,
): readonly { readonly model: StsModel; readonly path: string }[] {
  return codePartsOf(withoutByteOrderMark(text), pathOf(fixture)).flatMap((part) => {
    const result = modelOfText(part.text, part.path);
    if (result === 'no-sts') return [];
    if ('failure' in result)
      throw new Error(`${fixture.codemod}/${fixture.file}:${result.failure.line} ${result.failure.message}`);
    return [{ model: result.model, path: part.path }];
  });
}

export type Migrated = Exclude<MigratedText, { status: 'unparsable' }>;

/** Runs codemods over a text with a fixture's options. @throws Error when the text cannot be parsed */
export function migrate(
  text: string,
  fixture: Fixture,
  only: readonly CodemodName[] = [fixture.codemod],
  more: Partial<MigrateOptions> = {},
): Migrated {
  const { settings, profileProviders } = fixture;
  const result = migrateText(text, pathOf(fixture), { settings, only, profileProviders, project: PROJECT, ...more });
  if (result.status === 'unparsable')
    throw new Error(`${fixture.codemod}/${fixture.file}:${result.line} ${result.message}`);
  return result;
}
