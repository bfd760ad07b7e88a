import { diffLines } from 'diff';
import { describe, expect, it } from 'vitest';
import { PASSES } from '../../../src/engines/migrate/codemods.js';
import { allLeft } from '../../../src/engines/migrate/migrated.js';
import { positionsIn } from '../../../src/text/positions.js';
import { codePartsOf } from '../../../src/ast/embedded/code-part.js';
import { parse } from '../../../src/ast/parse.js';
import { enclosingFunction } from '../../../src/ast/parents.js';
import type { Node } from '../../../src/ast/source.js';
import { withoutByteOrderMark } from '../../../src/model/from-text.js';
import {
  type Fixture,
  migrate,
  type Migrated,
  modulesOf,
  pathOf,
  readFixtures,
  unpairedFiles,
} from '../../codemods/fixtures.js';

const fixtures = readFixtures();
const titled = fixtures.map((fixture) => [`${fixture.codemod}/${fixture.file}`, fixture] as const);

const done = new Map<string, Migrated>();

/** What a run makes of a text, once for all tests that ask. */
function migrated(text: string, fixture: Fixture): Migrated {
  const key = `${fixture.codemod}/${fixture.file} ${text}`;
  const result = done.get(key) ?? migrate(text, fixture);
  done.set(key, result);
  return result;
}

describe('what the codemods write', () => {
  it('has a pair for each file of the fixtures', () => {
    expect(unpairedFiles()).toEqual([]);
  });

  it.each(titled)('%s becomes its output, byte for byte', (_, fixture) => {
    expect(migrated(fixture.input, fixture).text).toBe(fixture.output);
  });

  it.each(titled)('%s is left as it is by a second run', (_, fixture) => {
    expect(migrated(fixture.output, fixture).text).toBe(fixture.output);
  });

  it.each(titled)('%s has nothing to report by a second run but what the first one left', (_, fixture) => {
    const first = allLeft(migrated(fixture.input, fixture)).map(({ reason }) => reason);
    const second = allLeft(migrated(fixture.output, fixture)).map(({ reason }) => reason);
    expect(second.filter((reason) => !first.includes(reason))).toEqual([]);
  });

  it.each(titled)('%s parses afterwards', (_, fixture) => {
    for (const part of codePartsOf(withoutByteOrderMark(fixture.output), pathOf(fixture)))
      expect(parse(part.text, part.path)).toHaveProperty('source');
  });

  it.each(titled)('%s changes only at the sites that are rewritten and at imports', (_, fixture) => {
    expect(strayLines(fixture)).toEqual([]);
  });

  it.each(titled)('%s comes out of `sts-regional` as out of the three codemods one after the other', (_, fixture) => {
    const inTurn = PASSES.reduce((text, pass) => migrate(text, fixture, [pass]).text, fixture.input);
    expect(migrate(fixture.input, fixture, ['sts-regional']).text).toBe(inTurn);
  });

  it.each(titled)('%s keeps the line ends and the byte order mark of the file', (_, { input, output }) => {
    const lineEnds = (text: string): string[] => [...new Set(text.match(/\r?\n/g))];
    expect(lineEnds(output)).toEqual(lineEnds(input));
    expect(output.startsWith('\uFEFF')).toBe(input.startsWith('\uFEFF'));
  });
});

/** The lines of the input that changed although nothing on them was reported as rewritten. */
function strayLines(fixture: Fixture): readonly string[] {
  const { edits } = migrated(fixture.input, fixture);
  const input = withoutByteOrderMark(fixture.input);
  const lines = input.split('\n');
  const allowed = new Set(
    lines.flatMap((line, index) => (/\b(?:import|require|from)\b/.test(line) ? [index + 1] : [])),
  );
  for (const [start, end] of rewrittenRanges(
    fixture,
    input,
    new Set(edits.map(({ line, column }) => `${line}:${column}`)),
  )) {
    for (let line = positionsIn(input)(start).line; line <= positionsIn(input)(end).line; line += 1) allowed.add(line);
  }
  const isImport = (text: string): boolean => text.split('\n').every((line) => /^\s*$|sts-failover/.test(line));
  const stray: string[] = [];
  let at = 1;
  for (const part of diffLines(input, withoutByteOrderMark(fixture.output))) {
    const touched = part.removed
      ? Array.from({ length: part.count }, (_, offset) => at + offset)
      : part.added && !isImport(part.value)
        ? [at - 1, at, lineBelowComments(at, lines)]
        : [];
    if (part.removed)
      stray.push(
        ...touched
          .filter((line) => !allowed.has(line) && !isInImport(line, lines))
          .map((line) => `${line}: ${lines[line - 1]}`),
      );
    else if (touched.length > 0 && !touched.some((line) => allowed.has(line) || isInImport(line, lines)))
      stray.push(`added near ${at}: ${part.value}`);
    if (!part.added) at += part.count;
  }
  return stray;
}

/** What is evaluated before a statement stands above the comments that belong to it. */
function lineBelowComments(line: number, lines: readonly string[]): number {
  const isComment = /^\s*(?:\/\/|\/\*\*?.*\*\/\s*$)/.test(lines[line - 1] ?? '');
  return isComment ? lineBelowComments(line + 1, lines) : line;
}

/** Whether a line is inside an import of several lines. */
function isInImport(line: number, lines: readonly string[]): boolean {
  const before = lines.slice(0, line).join('\n');
  const start = before.lastIndexOf('import {');
  return start !== -1 && !before.slice(start, before.lastIndexOf('\n')).includes('}');
}

/**
 * The offsets of the sites, chains and hosts that were rewritten, with the settings that they take from elsewhere in
 * the file.
 */
function rewrittenRanges(
  fixture: Fixture,
  input: string,
  positions: ReadonlySet<string>,
): readonly (readonly [number, number])[] {
  const models = modulesOf(input, fixture).map(({ model }) => model);
  const [sites, hosts, chains] = [
    models.flatMap((model) => model.sites),
    models.flatMap((model) => model.hosts),
    models.flatMap((model) => model.chains),
  ];
  const isRewritten = (offset: number): boolean => {
    const { line, column } = positionsIn(input)(offset);
    return positions.has(`${line}:${column + 1}`);
  };
  const ofSites = sites
    .filter(({ node }) => isRewritten(node.range[0]))
    .flatMap((site) => {
      const flag = site.configuration.setting('stsRegionalEndpoints');
      const own = site.construct.kind === 'aws4' ? requestAround(site.node).range : site.node.range;
      return flag.state === 'present' ? [own, flag.node.range] : [own];
    });
  return [
    ...ofSites,
    ...chains.filter(({ node }) => isRewritten(node.range[0])).map(({ node }) => node.range),
    ...hosts.filter(({ node }) => isRewritten(node.range[0])).map(({ node }) => requestAround(node).range),
  ];
}

/** A request made by hand is rewritten with what prepares it in the same function. */
const requestAround = (node: Node): Node => enclosingFunction(node) ?? node;
