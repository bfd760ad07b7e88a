/** A Node.js that a file names, in the words of the file: `nodejs12.x`, `node:8`, `NODEJS_12_X`. */
export interface NodeName {
  readonly name: string;
  /** 0 for the versions before 1. */
  readonly major: number;
}

/** Releases that files may name instead of a version. */
const RELEASES: Readonly<Record<string, number>> = { argon: 4, boron: 6, carbon: 8, dubnium: 10, erbium: 12 };

/** A version in a pattern: a number, or one of the old releases. */
export const VERSION = `(?<version>\\d+|${Object.keys(RELEASES).join('|')})`;

/** What a match of a pattern with the groups `name` and `version` says; a name without a version is that of 0.10. */
export function nodeNameOf({ groups }: RegExpMatchArray): NodeName {
  const { name = '', version = '' } = groups ?? {};
  return { name, major: RELEASES[version.toLowerCase()] ?? Number(version) };
}

const LAMBDA = /^nodejs(?:_?(?<version>\d+)(?:[._]\w+)?)?$/i;

/** The runtime of a function: `nodejs12.x`, or `NODEJS_12_X` of the CDK. `undefined` for other languages. */
export function lambdaRuntimeOf(name: string): NodeName | undefined {
  const match = LAMBDA.exec(name);
  return match ? { name, major: Number(match.groups?.['version'] ?? 0) } : undefined;
}
