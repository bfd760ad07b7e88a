import { InvalidArgumentError } from 'commander';
import type { Location } from '../../../engines/explain/targets.js';

/** A line of a file on the command line. */
export interface PlaceArgument extends Location {
  readonly file: string;
}

/** `src/session.ts:12`, `src/session.ts:12:5` and `C:\src\session.ts:12`. */
export function placeArgument(text: string): PlaceArgument {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?:?$/.exec(text) ?? [];
  if (file === undefined || line === undefined)
    throw new InvalidArgumentError(
      `Name a line of the file, such as ${text === '' ? 'src/session.ts' : text.replace(/:+$/, '')}:12. ` +
        '"sts-regional check" lists the lines that it reports.',
    );
  if (Number(line) === 0 || Number(column ?? 1) === 0)
    throw new InvalidArgumentError('Lines and columns are counted from 1.');
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column) };
}
