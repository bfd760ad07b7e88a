import { basename } from 'node:path';
import type { Severities } from '../../rules/index.js';
import type { LintedText, TextMessage } from '../engines/lint/text-message.js';
import type { Settings } from '../model/settings/settings.js';
import type { CodemodName } from '../engines/migrate/codemods.js';
import type {
  MigratedText,
  MigrateOptions,
  SiteChange,
  SiteEdit,
  FoundSite,
  SkippedSite,
} from '../engines/migrate/migrated.js';
import { YAML_SCRIPT_WORDS } from '../ast/embedded/yaml-scripts.js';
import { configFormatOf } from '../config-files/formats.js';
import type { ConfigFormat } from '../config-files/types.js';
import { configBytesMayConcernSts } from '../model/config/config-prefilter.js';
import { mayConcernSts } from '../model/prefilter.js';
import { mayHaveDirectives, type SourceComment } from './directives/disable-directives.js';

export type {
  CodemodName,
  LintedText,
  Severities,
  MigratedText,
  MigrateOptions,
  Settings,
  SiteChange,
  SiteEdit,
  FoundSite,
  SkippedSite,
  TextMessage,
};

export type Preset = 'recommended' | 'strict';

/** Finds the STS problems in one file's text (without a byte order mark). */
export type Lint = (
  text: string,
  path: string,
  options: { settings: Settings; preset: Preset; severities?: Partial<Severities> },
) => LintedText;

/** Rewrites one file's text (without a byte order mark). */
export type Migrate = (text: string, path: string, options: Omit<MigrateOptions, 'project'>) => MigratedText;

/** The regions that a file's text names for its requests to STS. */
export type ReadRegions = (text: string, path: string) => ReadonlySet<string>;

/** The comments of a file's text, in order; none when it cannot be parsed. */
export type ReadComments = (text: string, path: string) => readonly SourceComment[];

/**
 * What the commands need to know about STS. Everything that needs a parser is a promise, so that a run over files
 * without STS loads none.
 */
export interface Engine {
  /** Whether a file of this content and path may use STS. */
  mayConcernSts(bytes: Uint8Array, path: string): boolean;
  linter(): Promise<Lint>;
  migrator(): Promise<Migrate>;
  regionReader(): Promise<ReadRegions>;
  commentReader(): Promise<ReadComments>;
}

function mayHoldCode(bytes: Uint8Array, format: ConfigFormat): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return format === 'markdown' || (format === 'yaml' && YAML_SCRIPT_WORDS.some((word) => buffer.includes(word)));
}

/** Few files have a name without an ending, and only those are decoded. */
const formatByContent = (bytes: Uint8Array, path: string): ConfigFormat | undefined =>
  basename(path).includes('.', 1) ? undefined : configFormatOf(path, Buffer.from(bytes).toString('latin1'));

/** The engine of the product. It imports its modules when the first file needs them. */
export const lazyEngine: Engine = {
  mayConcernSts(bytes, path) {
    const format = configFormatOf(path) ?? formatByContent(bytes, path);
    return (
      (format !== undefined && configBytesMayConcernSts(bytes)) ||
      ((format === undefined || mayHoldCode(bytes, format)) && mayConcernSts(bytes))
    );
  },
  async linter() {
    const [{ lintFile }, { surroundingsOf }, { importsFor }, { defaultChainFrom }] = await Promise.all([
      import('../engines/lint/lint-file.js'),
      import('../project/surroundings-of.js'),
      import('../project/imported-values.js'),
      import('../project/deployed/default-chain.js'),
    ]);
    return (text, path, { settings, preset, severities }) =>
      lintFile(text, path, {
        preset,
        ...(severities && { severities }),
        surroundingsOf: (part) => surroundingsOf(part, settings),
        importsFor,
        defaultChainFrom,
      });
  },
  async migrator() {
    const [{ migrateText }, { projectFactsFor }] = await Promise.all([
      import('../engines/migrate/migrate-text.js'),
      import('../project/project-facts.js'),
    ]);
    return (text, path, options) => migrateText(text, path, { ...options, project: projectFactsFor(path) });
  },
  async regionReader() {
    return (await import('../engines/named-regions.js')).regionsNamedIn;
  },
  async commentReader() {
    const [{ parse }, { codePartsOf }, { directivesOf }] = await Promise.all([
      import('../ast/parse.js'),
      import('../ast/embedded/code-part.js'),
      import('./directives/directives-of.js'),
    ]);
    return (text, path) =>
      directivesOf(text, path) ??
      codePartsOf(text, path).flatMap((part) => {
        if (!mayHaveDirectives(part.code)) return [];
        const result = parse(part.text, part.path);
        if ('failure' in result) return [];
        return result.source.comments.map(({ type, value, loc }) => ({
          block: type === 'Block',
          text: value,
          start: { line: loc.start.line, column: loc.start.column + 1 },
          endLine: loc.end.line,
        }));
      });
  },
};
