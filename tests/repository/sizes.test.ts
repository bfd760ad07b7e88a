import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesBelow, readText } from './repository.js';

const MOST_LINES_OF_A_FILE = 400;
const MOST_LINES_OF_A_FUNCTION = 100;
const WIDEST_LINE = 120;
const LARGEST_SHARE_OF_WIDE_LINES = 0.005;

/** Files that no one reads from top to bottom, and why. */
const NOT_FOR_READING: Readonly<Record<string, string>> = {
  'src/sts/partitions.generated.ts': 'written by scripts/generate-regions.mjs',
};

const CODE = /\.[cm]?[jt]sx?$/;
/** Inputs and expected outputs of the codemods: code of other repositories. */
const DATA = /\/fixtures\//;

const files = ['src', 'rules', 'codemods', 'tests', 'scripts', 'bench']
  .flatMap(filesBelow)
  .filter((path) => CODE.test(path) && !DATA.test(path) && !(path in NOT_FOR_READING));

const linesOf = (path: string): string[] => readText(path).replace(/\n$/, '').split('\n');

/** `describe` lists tests, so its function is no longer than what it lists. */
function isListOfTests(node: ts.Node): boolean {
  if (!ts.isCallExpression(node.parent)) return false;
  let called: ts.Node = node.parent.expression;
  while (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called)) called = called.expression;
  return ts.isIdentifier(called) && called.text === 'describe';
}

/** Its own name, else that of what it is assigned to. */
function nameOf(node: ts.SignatureDeclaration, source: ts.SourceFile): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named?.getText(source) ?? 'a function without a name';
}

/** The functions of a file that are too long, as `NAME of FILE`. */
function longFunctionsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readText(path), ts.ScriptTarget.Latest, true);
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !isListOfTests(node)) {
      const lines = lineAt(node.end) - lineAt(node.getStart(source)) + 1;
      if (lines > MOST_LINES_OF_A_FUNCTION) found.push(`${nameOf(node, source)} of ${path}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('what is read is small', () => {
  it(`no file has more than ${MOST_LINES_OF_A_FILE} lines`, () => {
    const long = files.filter((path) => linesOf(path).length > MOST_LINES_OF_A_FILE);
    expect(long).toEqual([]);
  });

  it(`no function has more than ${MOST_LINES_OF_A_FUNCTION} lines`, () => {
    const long = files
      .filter((path) => linesOf(path).length > MOST_LINES_OF_A_FUNCTION)
      .flatMap((path) => longFunctionsOf(path));
    expect(long).toEqual([]);
  });

  it(`few lines are wider than ${WIDEST_LINE} characters`, () => {
    const lines = files.flatMap(linesOf);
    const wide = lines.filter((line) => line.length > WIDEST_LINE);
    expect(wide.length / lines.length).toBeLessThanOrEqual(LARGEST_SHARE_OF_WIDE_LINES);
  });

  it('every exception is about a file that exists', () => {
    const all = ['src', 'rules', 'codemods', 'tests', 'scripts', 'bench'].flatMap(filesBelow);
    expect(Object.keys(NOT_FOR_READING).filter((path) => !all.includes(path))).toEqual([]);
  });
});
