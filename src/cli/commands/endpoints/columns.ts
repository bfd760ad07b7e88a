import { stripVTControlCharacters } from 'node:util';

const GAP = '  ';

/** How many columns of a terminal a text takes; color codes take none. */
export const visibleWidth = (text: string): number => stripVTControlCharacters(text).length;

/**
 * Rows as lines, with every column as wide as its widest cell.
 *
 * @param right the columns that are aligned right, counted from 0
 */
export function alignColumns(rows: readonly (readonly string[])[], right: readonly number[] = []): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(...rows.map((row) => visibleWidth(row[index] ?? ''))),
  );
  return rows.map((row) =>
    widths
      .map((width, index) => {
        const cell = row[index] ?? '';
        const space = ' '.repeat(width - visibleWidth(cell));
        return right.includes(index) ? space + cell : cell + space;
      })
      .join(GAP)
      .trimEnd(),
  );
}
