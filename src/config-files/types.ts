/** The forms of configuration files that can be read. `fence`s of Markdown hold any of the others. */
export type ConfigFormat =
  'json' | 'yaml' | 'toml' | 'hcl' | 'env' | 'properties' | 'ini' | 'dockerfile' | 'markdown' | 'shell';

export type Key = string | number;

export type Range = readonly [start: number, end: number];

/** One scalar of a file. Offsets count UTF-16 units of the file's text, without a byte order mark. */
export interface ConfigEntry {
  /** Keys and list positions from the root of its document. */
  readonly path: readonly Key[];
  /** The value as a program reads it, without quotes and escapes. Numbers and booleans are as written. */
  readonly value: string;
  /** The raw text of the value without its quotes. */
  readonly range: Range;
  /**
   * `plain`: without quotes. `flow`: without quotes inside `{ }` or `[ ]`, where some characters end a value. `block`:
   * lines of a YAML block.
   */
  readonly style: 'plain' | 'flow' | 'quoted' | 'block';
  /** YAML: the tag of the value, or of the list around it: `!Sub`. */
  readonly tag?: string;
  /**
   * YAML: the value is written elsewhere, at an anchor. `alias`: the range is that of the alias. `repeated`: it is part
   * of what an alias or merge key repeats, with its own range.
   */
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
  /**
   * Present when the text was read line by line, because of a template language or a mistake. It says where and why the
   * parser failed.
   */
  readonly unparsable?: {
    readonly message: string;
    readonly line: number;
    readonly column: number;
    readonly isTemplate: boolean;
  };
}
