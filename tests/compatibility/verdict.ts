import { ASPECTS, CASES, codeOf, placesOf, TYPED_CASES, type Aspect, type Case } from './cases.js';
import type { Host } from './hosts.js';

/** For each aspect, in what the host differs from what is expected of it; nothing, if all is well. */
export type Verdict = Readonly<Record<Aspect, readonly string[]>>;

/**
 * Lints a project with a host and compares.
 *
 * @param hasParser whether the project has the parser that reads TypeScript; oxlint reads it by itself
 */
export function verdictOn(host: Host, project: string, { node = process.execPath, hasParser = true } = {}): Verdict {
  const problems: Record<Aspect, string[]> = { reports: [], fix: [], suggestion: [], scope: [], types: [] };
  const cases = hasParser ? [...CASES, ...TYPED_CASES] : CASES;
  const { reports, fixed, suggested } = host.lint(project, cases, node);
  const compare = (aspect: Aspect, what: string, actual: unknown, expected: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      problems[aspect].push(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  };
  for (const each of cases) {
    const { file, aspect } = each;
    const isSilent = aspect === 'types' && !host.hasTypes;
    // Every case is a case of reporting; those of scope and types are so in their own column.
    compare(
      aspect === 'scope' || aspect === 'types' ? aspect : 'reports',
      file,
      reports.get(file),
      isSilent ? [] : placesOf(each),
    );
    compare('fix', `${file} after fixes`, fixed.get(file) ?? codeOf(each), fixedTextOf(each));
    if (each.suggested !== undefined && !isSilent)
      compare('suggestion', `${file} after suggestions`, suggested.get(file), each.suggested);
  }
  return problems;
}

const fixedTextOf = (each: Case): string => each.fixed ?? codeOf(each);

/** Lines of a table, one for each host: `yes`, or how many cases differ. */
export function tableOf(
  rows: readonly (readonly [title: string, verdict: Verdict | Error, types: string | undefined])[],
): string {
  const cells = [
    ['host', ...ASPECTS],
    ...rows.map(([title, verdict, types]) => [
      title,
      ...ASPECTS.map((aspect) =>
        verdict instanceof Error
          ? 'FAILED'
          : verdict[aspect].length > 0
            ? `${verdict[aspect].length} DIFFER`
            : aspect === 'types' && types !== undefined
              ? types
              : 'yes',
      ),
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
