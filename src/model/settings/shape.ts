/** What is wrong with a value, as a sentence that names it; `undefined` when the value is right. */
export type Problem = string | undefined;

/** What an editor knows of a value: a JSON schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Checks a value that comes from outside.
 *
 * @param key the name of the value
 */
export interface Shape {
  (value: unknown, key: string): Problem;
  /** The same as a JSON schema, where it has one: it may accept more, and refuses nothing that is right. */
  readonly schema?: JsonSchema;
}

/** A shape with its JSON schema. */
export const described = (schema: JsonSchema, shape: Shape): Shape =>
  Object.assign((value: unknown, key: string) => shape(value, key), { schema });

const MOST_QUOTED = 80;

/** A value as a message shows it; a long one is cut. */
export function quote(value: unknown): string {
  const text = jsonOf(value);
  return text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object'; // nested very deeply, or in itself
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The sentence about a value that is wrong. */
export const mustBe = (key: string, expected: string, value: unknown): string =>
  `"${key}" must be ${expected}, but is ${value === undefined ? 'missing' : quote(value)}.`;

export const aString = described({ type: 'string' }, (value, key) =>
  typeof value === 'string' ? undefined : mustBe(key, 'a string', value),
);
export const aBoolean = described({ type: 'boolean' }, (value, key) =>
  typeof value === 'boolean' ? undefined : mustBe(key, 'true or false', value),
);

export const aCount: Shape = (value, key) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : mustBe(key, 'a whole number from 0', value);
export const aUrl: Shape = (value, key) =>
  typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:'
    ? undefined
    : mustBe(key, 'an https URL', value);

export const oneOf = (...choices: readonly unknown[]): Shape =>
  described({ enum: choices }, (value, key) =>
    choices.includes(value) ? undefined : mustBe(key, choices.map(quote).join(' or '), value),
  );

export const listOf = (item: Shape): Shape =>
  described({ type: 'array', items: item.schema ?? {} }, (value, key) =>
    Array.isArray(value)
      ? first(value.map((entry: unknown, index) => item(entry, `${key}[${index}]`)))
      : mustBe(key, 'a list', value),
  );

/** An object with any keys, whose values all have the shape. */
export const recordOf = (item: Shape): Shape =>
  described({ type: 'object', additionalProperties: item.schema ?? {} }, (value, key) =>
    isRecord(value)
      ? first(Object.entries(value).map(([entry, content]) => item(content, `${key}["${entry}"]`)))
      : mustBe(key, 'an object', value),
  );

/** An object with these keys, and possibly others. */
export const objectWith =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value, key) =>
    isRecord(value)
      ? first(Object.entries(fields).map(([name, shape]) => shape(value[name], key === '' ? name : `${key}.${name}`)))
      : mustBe(key, 'an object', value);

export const optional =
  (shape: Shape): Shape =>
  (value, key) =>
    value === undefined ? undefined : shape(value, key);

export function first(problems: readonly Problem[]): Problem {
  return problems.find((problem) => problem !== undefined);
}
