import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';

/** Zero-based, as the protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: number;
  readonly code: string;
  readonly codeDescription?: { readonly href: string };
}

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>;
  readonly documentChanges?: readonly {
    readonly textDocument: { readonly uri: string };
    readonly edits: readonly TextEdit[];
  }[];
}

interface CodeAction {
  readonly title: string;
  readonly edit?: WorkspaceEdit;
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
}

/** Something that an editor offers for a diagnostic. */
export interface Offer {
  readonly title: string;
  /** The text of the file if the user takes the offer. */
  readonly apply: () => Promise<string>;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'typescript',
  '.tsx': 'typescriptreact',
  '.vue': 'vue',
  '.svelte': 'svelte',
  '.json': 'json',
  '.yml': 'yaml',
};

/** As VS Code's ESLint extension is set up from the start. */
const settingsFor = (root: string): object => ({
  validate: 'on',
  run: 'onType',
  useESLintClass: true,
  experimental: {},
  options: {},
  nodePath: null,
  quiet: false,
  format: false,
  onIgnoredFiles: 'off',
  rulesCustomizations: [],
  problems: { shortenToSingleLine: false },
  codeAction: { disableRuleComment: { enable: true, location: 'separateLine' }, showDocumentation: { enable: true } },
  codeActionOnSave: { mode: 'all' },
  workingDirectory: { mode: 'location' },
  workspaceFolder: { uri: pathToFileURL(root).href, name: 'project' },
});

const SERVER = join(
  createRequire(import.meta.url).resolve('vscode-langservers-extracted/package.json'),
  '..',
  'bin',
  'vscode-eslint-language-server',
);

/** An editor without a screen: it speaks with the ESLint language server as VS Code does. */
export class Editor {
  readonly #texts = new Map<string, string>();
  #version = 1;
  #applied: WorkspaceEdit | undefined;

  private constructor(
    private readonly root: string,
    private readonly server: ChildProcess,
    private readonly connection: MessageConnection,
  ) {}

  /** @param root the folder that is opened */
  static async start(root: string): Promise<Editor> {
    // typescript-eslint reads a file's types only once where CI is set, which no editor does.
    const server = spawn(process.execPath, [SERVER, '--stdio'], {
      cwd: root,
      env: { ...process.env, CI: '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const editor = new Editor(root, server, connection);
    const folder = { uri: pathToFileURL(root).href, name: 'project' };
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => settingsFor(root)),
    );
    connection.onRequest('workspace/workspaceFolders', () => [folder]);
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('eslint/confirmESLintExecution', () => 4);
    connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
      editor.#applied = edit;
      return { applied: true };
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder.uri,
      workspaceFolders: [folder],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          applyEdit: true,
          diagnostics: { refreshSupport: true },
          didChangeConfiguration: { dynamicRegistration: true },
        },
        textDocument: {
          diagnostic: { dynamicRegistration: true },
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source', 'source.fixAll'] } },
            resolveSupport: { properties: ['edit'] },
          },
        },
      },
    });
    await connection.sendNotification('initialized', {});
    return editor;
  }

  /** Opens a file of the folder with the text that it has on disk. */
  async open(path: string): Promise<void> {
    const text = readFileSync(join(this.root, path), 'utf8');
    this.#texts.set(path, text);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.#uri(path), languageId: LANGUAGES[extname(path)], version: this.#version, text },
    });
  }

  /** Types: the open file gets another text, and the disk does not. */
  async change(path: string, text: string): Promise<void> {
    this.#texts.set(path, text);
    this.#version += 1;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri(path), version: this.#version },
      contentChanges: [{ text }],
    });
  }

  async diagnostics(path: string): Promise<readonly Diagnostic[]> {
    const { items } = await this.connection.sendRequest<{ items: readonly Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri: this.#uri(path) },
    });
    return items;
  }

  /** What the light bulb offers for a diagnostic. */
  async offersFor(path: string, diagnostic: Diagnostic): Promise<readonly Offer[]> {
    const actions = await this.#actions(path, diagnostic.range, { diagnostics: [diagnostic], triggerKind: 1 });
    return actions.map((action) => ({ title: action.title, apply: () => this.#carriedOut(path, action) }));
  }

  /** The text after "fix all", which is what an editor does on saving when it is told to. */
  async fixAll(path: string): Promise<string> {
    const end = { line: this.#text(path).split('\n').length, character: 0 };
    const [action] = await this.#actions(
      path,
      { start: { line: 0, character: 0 }, end },
      { diagnostics: [], only: ['source.fixAll'] },
    );
    return action ? this.#carriedOut(path, action) : this.#text(path);
  }

  /** The process of the server. */
  get pid(): number | undefined {
    return this.server.pid;
  }

  async close(): Promise<void> {
    const ended = once(this.server, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }

  async #actions(path: string, range: Range, context: object): Promise<readonly CodeAction[]> {
    return (
      (await this.connection.sendRequest<readonly CodeAction[] | null>('textDocument/codeAction', {
        textDocument: { uri: this.#uri(path) },
        range,
        context,
      })) ?? []
    );
  }

  async #carriedOut(path: string, { edit, command }: CodeAction): Promise<string> {
    this.#applied = undefined;
    if (command) await this.connection.sendRequest('workspace/executeCommand', command);
    const { changes, documentChanges } = edit ?? this.#applied ?? {};
    const edits =
      changes?.[this.#uri(path)] ??
      documentChanges
        ?.filter(({ textDocument }) => textDocument.uri === this.#uri(path))
        .flatMap((change) => change.edits) ??
      [];
    return withEdits(this.#text(path), edits);
  }

  #text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  #uri(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }
}

function withEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offsetOf = ({ line, character }: Position): number =>
    Math.min((starts[line] ?? text.length) + character, text.length);
  return [...edits]
    .sort((a, b) => offsetOf(b.range.start) - offsetOf(a.range.start))
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, offsetOf(range.start)) + newText + result.slice(offsetOf(range.end)),
      text,
    );
}
