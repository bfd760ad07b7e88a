/** Whether a range (`^12.13`, `8.x || 10.x`, `>=8 <13`, `8 - 12`) has no version of this major or a later one. */
export const endsBelow = (range: string, major: number): boolean =>
  range
    .split('||')
    .every((part) =>
      [...part.replace(/\S+\s+-\s+/, '<=').matchAll(/(>=?|<=?|[~^=v]?)\s*(\d+)[\w.*+-]*/g)].some(
        ([, sign = '', first]) => !sign.startsWith('>') && Number(first) < (sign === '<' ? major + 1 : major),
      ),
    );
