/**
 * A table with the entries `key=value` of a flag added to it.
 *
 * @param form of an entry, for the message
 * @throws Error naming an entry without key or value, or a key that comes twice
 */
export function addPairs<Value>(
  table: Readonly<Record<string, Value>>,
  entries: readonly string[],
  form: string,
  read: (text: string) => Value,
): Readonly<Record<string, Value>> {
  const added: Record<string, Value> = { ...table };
  for (const entry of entries) {
    const [, key = '', value = ''] = /^([^=]*)=([^]*)$/.exec(entry)?.map((part) => part.trim()) ?? [];
    if (key === '' || value === '') throw new Error(`"${entry}" must have the form ${form}.`);
    if (Object.hasOwn(added, key)) throw new Error(`"${key}" is listed twice.`);
    added[key] = read(value);
  }
  return added;
}
