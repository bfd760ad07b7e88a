/** The forms of configuration files that can be read. `fence`s of Markdown hold any of the others. */
export type ConfigFormat = 'json' | 'yaml' | 'toml' | 'env' | 'ini' | 'dockerfile' | 'markdown' | 'shell';

export type Key = string | number;

export type Range = readonly [start: number, end: number];

/** One scalar of a file. Offsets count UTF-16 units of the file's text, a byte order mark not included. */
export interface ConfigEntry {
  /** Keys and list positions from the root of its document. */
  readonly path: readonly Key[];
  /** What a reader of the file gets: escapes resolved, quotes gone; numbers and booleans as they are written. */
  readonly value: string;
  /** The raw text of the value without its quotes. */
  readonly range: Range;
  /** `plain`: no quotes; `flow`: no quotes, and inside `{ }` or `[ ]`, where some characters end a value; `block`: lines of a YAML block. */
  readonly style: 'plain' | 'flow' | 'quoted' | 'block';
  /** YAML: `!Sub`, also where it stands on the list around the value. */
  readonly tag?: string;
  /** YAML: the value stands behind an anchor elsewhere. `alias`: the range is that of the alias; `repeated`: a part of what an alias or merge key repeats, with its own range. */
  readonly isReference?: 'alias' | 'repeated';
}

/** One document: a whole file, one of several in a YAML stream, or one fence of a Markdown file. */
export interface ConfigDocument {
  readonly format: Exclude<ConfigFormat, 'markdown'>;
  /** In the order of the text. */
  readonly entries: readonly ConfigEntry[];
}

export interface ConfigFile {
  readonly documents: readonly ConfigDocument[];
  /** Read line by line, because a template language or a mistake keeps its parser from reading it; where and why. */
  readonly unparsable?: {
    readonly message: string;
    readonly line: number;
    readonly column: number;
    readonly isTemplate: boolean;
  };
}
