import { PACKAGES, type Construct } from './packages.js';

/** A word that is in every file that uses a construct. */
interface Word {
  readonly text: string;
  /** It counts even in a file that does not mention AWS. */
  readonly countsAlone: boolean;
}

const WORDS: readonly Word[] = [...PACKAGES].flatMap(([module, constructs]) =>
  constructs.flatMap((construct): readonly Word[] => {
    const text = wordOf(module, construct);
    const countsAlone = construct.isKnownByName === true || !/aws/i.test(module);
    return text === undefined ? [] : [{ text, countsAlone }];
  }),
);

function wordOf(module: string, { name, shownBy }: Construct): string | undefined {
  if (shownBy === 'package') return endOf(module);
  return shownBy === undefined ? name.replace(/\..*$/, '') : undefined;
}

/**
 * The last part of a package's name, with the part before it when it is short or another package ends with it. A
 * version may stand before (`aws-sdk@2/clients/sts`).
 */
function endOf(module: string): string {
  const parts = module.split('/');
  const last = parts.at(-1) ?? '';
  const isShared = [...PACKAGES.keys()].some((other) => other !== module && other.endsWith(`/${last}`));
  return last.length > 6 && !isShared ? last : parts.slice(-2).join('/');
}

/**
 * Every file that uses a construct has one of these words, or spells one of NAMES_IN_CODE, or names the service that it
 * signs for.
 */
export const CONSTRUCT_WORDS = withoutLonger(WORDS.map(({ text }) => text));

/** The words that count in a file that does not mention AWS. */
export const WORDS_WITHOUT_AWS = withoutLonger(WORDS.filter(({ countsAlone }) => countsAlone).map(({ text }) => text));

/** Names that are words of prose too. */
export const NAMES_IN_CODE: readonly string[] = [
  ...new Set([...PACKAGES.values()].flat().flatMap(({ name, shownBy }) => (shownBy === 'spelling' ? [name] : []))),
];

/** The packages of SDK v3 that export such a name. */
export const PACKAGES_OF_NAMES_IN_CODE = withoutLonger(
  [...PACKAGES].flatMap(([module, constructs]) =>
    constructs.some(({ sdk, shownBy }) => sdk === 'v3' && shownBy === 'spelling') ? [module] : [],
  ),
);

/** A word that contains another one is found with that one. */
function withoutLonger(words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => !words.some((other) => other !== word && word.includes(other)));
}
