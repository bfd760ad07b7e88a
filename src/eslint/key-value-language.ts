import { posix } from 'node:path';
import { directiveComments } from '../config-files/directive-comments.js';
import { configFormatOf, fenceFormatOf } from '../config-files/formats.js';
import type { ConfigFormat } from '../config-files/types.js';
import { spansIn, type Position, type Span } from '../text/positions.js';

/** The root, and only node, of the tree of a `KEY=value` file: the rules read the text. */
export interface ConfigText extends Span {
  readonly type: 'ConfigText';
  readonly format: ConfigFormat;
}

interface File {
  readonly path: string;
  readonly body: string | Uint8Array;
}

/** What ESLint asks of the source code of any language. */
class ConfigTextSourceCode {
  readonly lines: readonly string[];
  readonly #spanOf: ReturnType<typeof spansIn>;

  constructor(
    readonly text: string,
    readonly ast: ConfigText,
  ) {
    this.lines = text.split(/\r?\n/);
    this.#spanOf = spansIn(text);
  }

  getLoc(node: Span): Span['loc'] {
    return node.loc;
  }

  getRange(node: Span): Span['range'] {
    return node.range;
  }

  getText(node?: Span): string {
    return node ? this.text.slice(...node.range) : this.text;
  }

  getParent(): undefined {
    return undefined;
  }

  getAncestors(): readonly [] {
    return [];
  }

  getLocFromIndex(index: number): Position {
    return this.#spanOf(index, index).loc.start;
  }

  getIndexFromLoc({ line, column }: Position): number {
    const starts = [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    return (starts[line - 1] ?? 0) + column;
  }

  /** `# eslint-disable-next-line the-rule -- why` and similar comments. */
  getDisableDirectives(): { readonly directives: readonly object[]; readonly problems: readonly [] } {
    const directives = directiveComments(this.text, this.ast.format).flatMap(({ text, range }) => {
      const [, type, rest = ''] =
        /^eslint-(disable-next-line|disable-line|disable|enable)(?![\w-])([\s\S]*)$/.exec(text) ?? [];
      const [value = '', ...why] = rest.split(/\s-{2,}\s/);
      return type === undefined
        ? []
        : [{ type, value: value.trim(), justification: why.join(' -- ').trim(), node: this.#spanOf(...range) }];
    });
    return { directives, problems: [] };
  }

  *traverse(): Generator<object> {
    yield { kind: 1, type: 'visit', target: this.ast, phase: 1, args: [this.ast, undefined] };
    yield { kind: 1, type: 'visit', target: this.ast, phase: 2, args: [this.ast, undefined] };
  }
}

/**
 * The format of a file that was given this language: by its name, or as a fence of a Markdown file, whose language is
 * its extension.
 */
const formatOf = (path: string): ConfigFormat =>
  configFormatOf(path) ?? fenceFormatOf(posix.extname(path.replaceAll('\\', '/')).slice(1)) ?? 'env';

/**
 * An ESLint language for files of settings in lines (`.env`, INI, properties, Dockerfiles, shell fences) and for
 * Terraform. Nothing in such a file is an error to it.
 */
export const keyValueLanguage = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { ConfigText: [] },
  validateLanguageOptions(): void {
    // It has no options.
  },
  matchesSelectorClass: (): boolean => false,
  parse({ path, body }: File) {
    const text = String(body);
    const ast: ConfigText = { type: 'ConfigText', format: formatOf(path), ...spansIn(text)(0, text.length) };
    return { ok: true as const, ast };
  },
  createSourceCode: ({ body }: File, { ast }: { readonly ast: ConfigText }): ConfigTextSourceCode =>
    new ConfigTextSourceCode(String(body), ast),
};
