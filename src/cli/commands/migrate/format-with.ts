import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { foldersUp } from '../../../project/folders-up.js';
import { displayPath } from '../../../project/paths.js';
import { isFile, readSmallFile } from '../../../project/read-file.js';
import { visiblePath } from '../../../text/visible.js';
import { count } from '../../reports/words.js';
import { UsageError } from '../../usage-error.js';
import { formattedNear } from './formatted-near.js';
import { SIGNS, type Formatter, type FormatterChoice } from './formatters.js';
import type { Format } from './rehearse.js';

/** How a formatter is asked to format a text as if it were in a file. */
const ARGUMENTS: Readonly<Record<Formatter, (path: string) => readonly string[]>> = {
  biome: (path) => ['format', `--stdin-file-path=${path}`],
  prettier: (path) => ['--stdin-filepath', path],
};

/** A formatter, and what it notes for a person. */
export interface Formatting {
  readonly format: Format;
  readonly notices: readonly string[];
}

/**
 * Runs the formatter that is installed in the project. This runs code of the repository, so it is only done on request.
 *
 * @throws UsageError when the working directory has no such formatter
 */
export function formatWith(choice: FormatterChoice, cwd: string): Formatting {
  const formatter = choice === 'auto' ? configuredIn(cwd) : choice;
  const [binary, root] = installed(formatter, cwd);
  const notices: string[] = [];
  const run = (path: string, text: string): Promise<string> =>
    runFormatter([binary, ...ARGUMENTS[formatter](path)], root, text);
  return {
    notices,
    async format(path, before, after) {
      const shown = visiblePath(displayPath(cwd, path));
      try {
        const near = await formattedNear(before, after, (text) => run(path, text));
        if (near.kind === 'inseparable')
          notices.push(`${formatter} was not used on ${shown}: it would change lines that the migration did not.`);
        else if (near.others > 0)
          notices.push(
            `${formatter} also changed ${count(near.others, 'line')} beside the rewritten ones in ${shown}.`,
          );
        return near.text;
      } catch (error) {
        notices.push(`${formatter} was not used on ${shown}: ${(error as Error).message}`);
        return after;
      }
    },
  };
}

/** Biome where it is configured and installed; else Prettier, which needs no configuration. */
function configuredIn(cwd: string): Formatter {
  const isConfigured = [...foldersUp(cwd)].some((folder) =>
    SIGNS.biome.configs.some((name) => isFile(join(folder, name))),
  );
  return isConfigured ? 'biome' : 'prettier';
}

function installed(formatter: Formatter, cwd: string): readonly [binary: string, root: string] {
  const { package: name } = SIGNS[formatter];
  for (const root of foldersUp(cwd)) {
    const folder = join(root, 'node_modules', name);
    const binary = binaryOf(folder, formatter);
    if (binary !== undefined) return [binary, root];
  }
  throw new UsageError(
    `--format-with: ${formatter} is not installed in this project (no node_modules/${name} from the working directory up). ` +
      'Install it, or format the changes yourself.',
  );
}

function binaryOf(folder: string, name: string): string | undefined {
  const manifest = readSmallFile(join(folder, 'package.json'));
  if (manifest === undefined) return undefined;
  try {
    const { bin } = JSON.parse(manifest) as { bin?: string | Readonly<Record<string, string>> };
    const path = typeof bin === 'string' ? bin : bin?.[name];
    return path === undefined ? undefined : join(folder, path);
  } catch {
    return undefined;
  }
}

/** @throws Error with the first line of what the formatter says when it fails */
async function runFormatter(args: readonly string[], cwd: string, text: string): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const [out, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => errors.push(part));
  child.stdin.on('error', () => undefined); // it may end before it has read everything
  child.stdin.end(text);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0)
    throw new Error(
      Buffer.concat(errors).toString('utf8').trim().split('\n')[0]?.slice(0, 200) ||
        `it ended with status ${status ?? 'none'}`,
    );
  return Buffer.concat(out).toString('utf8');
}
