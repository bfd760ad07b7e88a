/**
 * The two tables of `stsPolicy` that hold the user's regions, and the only part of a helper that differs between users.
 */
const TABLES = ['fallbacks', 'vpceEndpoints'] as const;
export type TableName = (typeof TABLES)[number];

/** Source text of the tables, braces included. Only a helper with interface endpoints has the second. */
export type TableTexts = Readonly<Record<'fallbacks', string> & Partial<Record<'vpceEndpoints', string>>>;

/** Where the text of a table lies, from its opening brace to behind the closing one. */
function locate(text: string, table: TableName): readonly [start: number, end: number] | undefined {
  const policy = /\bconst stsPolicy\b[^=]*=/.exec(text);
  if (policy === null) return undefined;
  const rest = text.slice(policy.index);
  const key = new RegExp(`^\\s*${table}:\\s*(?=\\{)`, 'm').exec(rest);
  if (key === null) return undefined;
  const start = policy.index + key.index + key[0].length;
  const end = closingBrace(text, start);
  return end === undefined ? undefined : [start, end];
}

/** Index behind the brace that closes the one at `start`; braces in strings and comments do not count. */
function closingBrace(text: string, start: number): number | undefined {
  const token = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|[{}]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '{') depth++;
    if (match[0] === '}' && --depth === 0) return token.lastIndex;
  }
  return undefined;
}

/** The tables as they stand in a helper, `undefined` when its fallbacks are missing. */
export function readTables(text: string): TableTexts | undefined {
  const [fallbacks, vpceEndpoints] = TABLES.map((table) => locate(text, table)).map(
    (range) => range && text.slice(...range),
  );
  return fallbacks === undefined ? undefined : { fallbacks, ...(vpceEndpoints !== undefined && { vpceEndpoints }) };
}

/** How many lines `stsPolicy` has. */
export function policyLines(text: string): number {
  const [policy = ''] = /^(?:export )?const stsPolicy\b[^]*?\n\};/m.exec(text) ?? [];
  return policy.split('\n').length;
}

/** Region → interface endpoint, as a helper's table says. */
export function readVpcEndpoints(text: string): Readonly<Record<string, string>> {
  const table = readTables(text)?.vpceEndpoints?.replace(/^\s*\/\/.*$/gm, '') ?? '';
  return Object.fromEntries(
    [...table.matchAll(/(['"])([\w-]+)\1\s*:\s*(['"])(.*?)\3/g)].map(([, , region = '', , url = '']) => [region, url]),
  );
}

/** The helper with other tables, of which it takes those that it has. */
export function replaceTables(text: string, tables: Partial<TableTexts>): string {
  return TABLES.reduce((result, table) => {
    const range = locate(result, table);
    const replacement = tables[table];
    if (range === undefined || replacement === undefined) return result;
    return result.slice(0, range[0]) + replacement + result.slice(range[1]);
  }, text);
}

/** An object literal as the helper's author would write it. */
export function tableText(entries: Readonly<Record<string, string | readonly string[]>>): string {
  const value = (given: string | readonly string[]): string =>
    typeof given === 'string' ? quote(given) : `[${given.map(quote).join(', ')}]`;
  const lines = Object.entries(entries).map(([key, given]) => `    ${quote(key)}: ${value(given)},`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n  }`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
