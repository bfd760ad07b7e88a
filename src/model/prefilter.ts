import { CONSTRUCT_WORDS, NAMES_IN_CODE, PACKAGES_OF_NAMES_IN_CODE, WORDS_WITHOUT_AWS } from '../sts/words.js';
import { isBundle } from './bundle.js';
import { HELPER_FUNCTIONS } from './helper-functions.js';

/** Settings that are always about STS. */
const SETTINGS = ['stsRegionalEndpoints', 'STS_REGIONAL_ENDPOINTS', 'sts-regional-endpoints', 'useGlobalEndpoint'];

/** How a host continues after its first part: `sts.amazonaws`, `sts.${region}`, `'sts.' + region`. */
const HOST = /(?:-fips)?\.(?:amazonaws|\$?\{|[a-z]{2,4}-|["'`])/;

/** The whole of a string: `'sts'` of `service: 'sts'`. */
const asString = (text: string): string => `(?<=["'\`]${text})["'\`]`;

/** A name in code (`AWS.STS`, `{ STS }`, `new STS()`), but not in a sentence. */
const asName = (name: string): readonly string[] => [
  `(?<=\\.${name})\\b`,
  `(?<=\\bnew\\s+${name})\\b`,
  asString(name),
  `(?<=\\b${name})(?=\\s*(?:[(<,}\\]:=]|as\\b|\\/[/*]))`,
];

/** What else shows a use of STS, by the part that is searched for. `tests` and `lists` do not count. */
const SHAPES: readonly (readonly [part: string, shapes: readonly string[]])[] = [
  ['sts', [asString('sts'), `(?<=\\bsts)${HOST.source}`]],
  // `stsRegion` of a provider of Pulumi or CDKTF
  ['sts', ['(?<=\\bsts)Region\\b']],
  ['STS', [`(?<=\\bSTS)${HOST.source}`]],
  ['aws-global', [asString('aws-global')]],
  ...NAMES_IN_CODE.map((name) => [name, asName(name)] as const),
];

/** Parts that several words share. A few of them are found much faster than many words. */
const SHARED_PARTS = ['sts', 'STS', 'Sts', 'Credential', 'ProviderChain'];
const partOf = (word: string): string => SHARED_PARTS.find((part) => word.includes(part)) ?? word;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The pattern around a part that makes it the word; the part itself is found already. A name at the end of a path does
 * not count, because a file that uses it also has it as a name.
 */
function around(part: string, word: string): string {
  const end = word.indexOf(part) + part.length;
  const before = (word.includes('/') ? '' : '(?<!/)') + escaped(word.slice(0, end));
  return (word.startsWith(part) ? '' : `(?<=${before})`) + escaped(word.slice(end));
}

/** Every file that uses STS has one of these parts, with one of these patterns around it. */
const AROUND_PARTS: ReadonlyMap<string, readonly string[]> = (() => {
  const patterns = new Map<string, readonly string[]>();
  const add = (part: string, added: readonly string[]): void =>
    void patterns.set(part, [...(patterns.get(part) ?? []), ...added]);
  for (const [part, shapes] of SHAPES) add(part, shapes);
  for (const word of [...SETTINGS, ...HELPER_FUNCTIONS.keys(), ...CONSTRUCT_WORDS])
    add(partOf(word), [around(partOf(word), word)]);
  return patterns;
})();

const PARTS = [...AROUND_PARTS.keys()];
const PATTERN = new RegExp(
  [...AROUND_PARTS].map(([part, around]) => `${escaped(part)}(?:${around.join('|')})`).join('|'),
);

/** Most files that import these packages only import commands and types, so the text must contain the name as well. */
const NAME = new RegExp(`\\b(?:${NAMES_IN_CODE.join('|')})\\b`);
const importsName = (text: string): boolean =>
  NAMES_IN_CODE.some((name) => text.includes(name)) &&
  PACKAGES_OF_NAMES_IN_CODE.some((name) => text.includes(name)) &&
  NAME.test(text);

/** Six characters of a word, from a rare one on. V8 finds these several times as fast as the whole word. */
function quickPart(word: string): string {
  const rare = word.search(/[A-Z@][\w@/-]{5}/);
  return word.slice(Math.max(0, rare)).slice(0, 6);
}

/**
 * Words for AWS, and names of exports that a file may have from another file of the project without mentioning AWS.
 * They are searched for first, because that is fast.
 */
const AWS_NAMES: readonly string[] = [...WORDS_WITHOUT_AWS]
  .sort((a, b) => b.length - a.length)
  .reduce<readonly string[]>(
    (names, word) => (names.some((name) => word.includes(name)) ? names : [...names, quickPart(word)]),
    ['aws', 'AWS', 'Aws'],
  );

/** A bundle or minified build is left out. What is wrong in it is corrected in its source. */
const MINIFIED_CHARACTERS_PER_LINE = 1_000;
const SMALL = 10_000;

/**
 * Whether a text may use STS. This is fast, and `false` is always right. Minified builds, bundles and our own failover
 * helper are left out.
 */
export function mayConcernStsText(text: string): boolean {
  return AWS_NAMES.some((name) => text.includes(name)) && !isMinified(text) && saysSts(text) && !isBundle(text);
}

/** What a text is that may use STS and is passed over, because a tool wrote it. */
export function builtFormOf(text: string): 'minified' | 'a bundle' | undefined {
  if (!saysSts(text)) return undefined;
  return isMinified(text) ? 'minified' : isBundle(text) ? 'a bundle' : undefined;
}

const saysSts = (text: string): boolean => (PATTERN.test(text) || importsName(text)) && !isOurHelper(text);

/** Whether a text is a failover helper that we wrote. Its first lines say so. */
export const isOurHelper = (text: string): boolean =>
  text.slice(0, 500).includes('Generated by eslint-plugin-sts-regional');

/** Whether a text is minified. The search stops at the first line that shows that it is not. */
function isMinified(text: string): boolean {
  if (text.length <= SMALL) return false;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
    if (++lines * MINIFIED_CHARACTERS_PER_LINE >= text.length) return false;
  return true;
}

/** The same on a file's bytes, so that a file that cannot concern us is not even decoded. */
export function mayConcernSts(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    [AWS_NAMES, PARTS].every((words) => words.some((word) => buffer.includes(word))) &&
    mayConcernStsText(buffer.toString('latin1'))
  );
}
