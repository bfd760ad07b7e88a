import { linesOf, type Line } from './text-lines.js';

/** A block of code in a YAML file: the offsets of its lines, indentation included. */
export type YamlScript = readonly [start: number, end: number];

/** Words of which every YAML file with code has one. */
export const YAML_SCRIPT_WORDS = ['ZipFile', 'InlineCode', 'inlineCode', 'inline_code', 'github-script'] as const;

/** The header of a block that keeps its line ends, behind a tag such as `!Sub`. */
const BLOCK = String.raw`\s*(?:!\w+\s+)?\|[-+\d]*[^\S\n]*(?:#.*)?$`;
/** The code of a function: of CloudFormation, SAM and Serverless components. */
const FUNCTION = new RegExp(
  String.raw`^(\s*(?:-\s+)*)["']?(?:ZipFile|InlineCode|inlineCode|inline_code)["']?\s*:${BLOCK}`,
);
const FUNCTION_ABOVE = /^\s*["']?(?:ZipFile|InlineCode)["']?\s*:\s*(?:#.*)?$/;
const SUBSTITUTED = new RegExp(String.raw`^(\s*)["']?Fn::Sub["']?\s*:${BLOCK}`);
const STEP = new RegExp(String.raw`^(\s*(?:-\s+)*)script\s*:${BLOCK}`);
const USES_SCRIPT = /^\s*(?:-\s+)?uses\s*:\s*["']?actions\/github-script@/;
/** A step is short, and only its lines above the code are looked at. */
const MOST_LINES_OF_STEP = 40;

/** What shows that a text is JavaScript. */
const JAVASCRIPT = /\brequire\s*\(|\bexports\b|\bimport\s[^;\n]*\bfrom\s*['"]|=>|^\s*(?:const|let|var)\s|\bfunction\b/m;
/** Statements of Python. */
const PYTHON =
  /^\s*(?:def\s+\w+\s*\(.*|from\s+[\w.]+\s+import\s.*|import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+)*|(?:if|for|while|with|try|except|else|elif)\b[^{\n]*:)[^\S\n]*(?:#.*)?$/m;

/**
 * The JavaScript in a YAML file: the code of functions that are deployed from their text, and of
 * `actions/github-script`. Code in another language is passed over.
 */
export function yamlScripts(text: string): readonly YamlScript[] {
  if (!YAML_SCRIPT_WORDS.some((word) => text.includes(word))) return [];
  const lines = [...linesOf(text)];
  return lines.flatMap((line, index): YamlScript[] => {
    const lead = leadOf(line.line, index, lines);
    if (lead === undefined) return [];
    const script = blockBelow(lines, index, lead.length, text.length);
    const code = text.slice(...script);
    // What CloudFormation fills in is unknown, and would be read as the text of a string.
    if (/!Sub|Fn::Sub/.test(line.line) && code.includes('${')) return [];
    return JAVASCRIPT.test(code) && !PYTHON.test(code) ? [script] : [];
  });
}

/** What stands before the key of a block of code. */
function leadOf(line: string, index: number, lines: readonly Line[]): string | undefined {
  const own = FUNCTION.exec(line)?.[1];
  if (own !== undefined) return own;
  const substituted = SUBSTITUTED.exec(line)?.[1];
  if (substituted !== undefined) return FUNCTION_ABOVE.test(lines[index - 1]?.line ?? '') ? substituted : undefined;
  const step = STEP.exec(line)?.[1];
  return step !== undefined && isOfGithubScript(index, lines) ? step : undefined;
}

function isOfGithubScript(index: number, lines: readonly Line[]): boolean {
  for (let above = index; above >= 0 && above > index - MOST_LINES_OF_STEP; above -= 1) {
    const { line = '' } = lines[above] ?? {};
    if (USES_SCRIPT.test(line)) return true;
    if (/^\s*-\s/.test(line)) return false; // the first line of the step
  }
  return false;
}

/** The lines below a key that are indented more than the key, with the blank ones between them. */
function blockBelow(lines: readonly Line[], index: number, indent: number, length: number): YamlScript {
  const start = lines[index]?.next ?? length;
  let end = start;
  for (let below = index + 1; below < lines.length; below += 1) {
    const { line, next } = lines[below] as Line;
    if (line.trim() === '') continue;
    if (line.length - line.trimStart().length <= indent) break;
    end = next;
  }
  return [start, end];
}
