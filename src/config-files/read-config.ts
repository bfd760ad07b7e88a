import { codeFences } from '../ast/embedded/fences.js';
import { fenceFormatOf } from './formats.js';
import { heredocsOf } from './heredocs.js';
import { readHcl } from './read-hcl.js';
import { readJson } from './read-json.js';
import { linesOf, readDockerfile, readEnv, readIni } from './read-lines.js';
import { readProperties } from './read-properties.js';
import { isTemplated, readJsonPairs, readYamlLines } from './read-templated.js';
import { readToml } from './read-toml.js';
import { readYaml } from './read-yaml.js';
import type { ConfigDocument, ConfigEntry, ConfigFile, ConfigFormat, Range } from './types.js';

type Read = (text: string) => readonly (readonly ConfigEntry[])[];

interface FormatReader {
  readonly read: Read;
  /** Reads what it can from a text that the parser refuses. */
  readonly readLines: (text: string) => readonly ConfigEntry[];
}

const one =
  (read: (text: string) => readonly ConfigEntry[]): Read =>
  (text) => [read(text)];

const READERS: Readonly<Record<ConfigDocument['format'], FormatReader>> = {
  json: { read: one(readJson), readLines: readJsonPairs },
  yaml: { read: readYaml, readLines: readYamlLines },
  toml: { read: one(readToml), readLines: readIni },
  hcl: { read: one(readTerraform), readLines: readTerraform },
  properties: { read: one(readProperties), readLines: readProperties },
  env: { read: one(readEnv), readLines: readEnv },
  ini: { read: one(readIni), readLines: readIni },
  dockerfile: { read: one(readDockerfile), readLines: readDockerfile },
  shell: { read: one(readShell), readLines: readShell },
};

/**
 * The scalars of a text in one of the formats. Never throws: a text that does not parse is read line by line, and the
 * result says so.
 */
export function readConfig(text: string, format: ConfigFormat): ConfigFile {
  if (format !== 'markdown') return readWhole(text, format);
  // A fence that does not parse is an excerpt or an example, and not a mistake.
  return {
    documents: codeFences(text).flatMap(({ info, range }) => {
      const language = fenceFormatOf(/^\{?\.?([\w+-]*)/.exec(info)?.[1] ?? '');
      return language === undefined ? [] : readPart(text, language, range);
    }),
  };
}

/** The documents in a part of a text, and in the files that a script there writes. */
function readPart(text: string, format: ConfigDocument['format'], range: Range): readonly ConfigDocument[] {
  const part = text.slice(...range);
  const written =
    format === 'shell' ? heredocsOf(part).flatMap((heredoc) => readPart(part, heredoc.format, heredoc.range)) : [];
  return [...readWhole(part, format).documents, ...written].map((document) => shifted(document, range[0]));
}

function readWhole(text: string, format: ConfigDocument['format']): ConfigFile {
  const reader = READERS[format];
  try {
    return { documents: reader.read(text).map((entries) => ({ format, entries })) };
  } catch (error) {
    const { message, line, lineNumber, column } = error as Error & {
      readonly line?: number;
      readonly lineNumber?: number;
      readonly column?: number;
    };
    return {
      documents: [{ format, entries: reader.readLines(text) }],
      unparsable: {
        message: message.replace(/ \(\d+:\d+\)$/, ''),
        line: line ?? lineNumber ?? 1,
        column: column ?? 1,
        isTemplate: isTemplated(text),
      },
    };
  }
}

function readTerraform(text: string): readonly ConfigEntry[] {
  return readHcl(text, (part, format) => readWhole(part, format).documents.flatMap(({ entries }) => entries));
}

/** A script: each of its lines is a command. */
function readShell(text: string): readonly ConfigEntry[] {
  return linesOf(text).map(({ text: line, start }, index) => ({
    path: ['run', index],
    value: line,
    range: [start, start + line.length],
    style: 'block',
  }));
}

function shifted({ format, entries }: ConfigDocument, by: number): ConfigDocument {
  return { format, entries: entries.map((entry) => ({ ...entry, range: [entry.range[0] + by, entry.range[1] + by] })) };
}
