import { isAtLeast } from '../sts/versions.js';

const COMPARATOR = /^(>=?|<=?|[~^=]?)v?(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:[-+][\w.+-]+)?$/i;

/** Whether a text is a version, and nothing else that a message would show. */
export const isVersion = (text: string): boolean => /^\d+\.\d+\.\d+[\w.+-]*$/.test(text);

/**
 * Whether a range (`^12.13`, `8.x || 10.x`, `>=8 <13`, `8 - 12`) has no version from this one on. A tag, a link or an
 * address says nothing about it.
 */
export const endsBelow = (range: string, version: string): boolean =>
  range
    .replace(/^\s*npm:\S*@/, '')
    .split('||')
    .every((part) =>
      comparatorsOf(part).some((comparator) => {
        const end = endOf(comparator);
        return end !== undefined && isAtLeast(version, end);
      }),
    );

const comparatorsOf = (part: string): readonly string[] =>
  part
    .replace(/\S+\s+-\s+/, '<=')
    .replace(/([<>=~^])\s+/g, '$1')
    .trim()
    .split(/\s+/);

/** The first version after those that a comparator allows; `undefined` when there is none. */
function endOf(comparator: string): string | undefined {
  const match = COMPARATOR.exec(comparator);
  if (!match) return undefined;
  const [, sign = '', ...parts] = match;
  const numbers = parts.map((part) => Number.parseInt(part ?? '', 10));
  const named = numbers.findIndex(Number.isNaN);
  const length = named === -1 ? 3 : named; // `3.x` names one number
  if (length === 0 || sign.startsWith('>')) return undefined;
  if (sign === '<') return numbers.slice(0, length).join('.');
  return after(numbers.slice(0, length), sign === '^' ? leading(numbers, length) : sign === '~' ? 1 : length - 1);
}

/** `^` lets the numbers change that stand behind the first which is not 0. */
function leading(numbers: readonly number[], length: number): number {
  const index = numbers.slice(0, length).findIndex((part) => part > 0);
  return index === -1 ? length - 1 : index;
}

/** The numbers with the one at the index raised, and without those behind it. */
function after(numbers: readonly number[], index: number): string {
  const last = Math.min(index, numbers.length - 1);
  return [...numbers.slice(0, last), (numbers[last] ?? 0) + 1].join('.');
}
