import { parse as parseJson } from '@humanwhocodes/momoa';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';

function* ofYaml(node, path) {
  if (isMap(node)) for (const { key, value } of node.items) yield* ofYaml(value, `${path}/${key}`);
  else if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* ofYaml(item, `${path}/${index}`);
  else if (isAlias(node)) yield [path, `*${node.source}`];
  else if (isScalar(node)) yield [path, `${node.tag ?? ''} ${node.anchor ?? ''} ${node.comment ?? ''} ${node.value}`];
}

function* ofPlain(value, path) {
  if (value !== null && typeof value === 'object' && !(value instanceof Date))
    for (const key of Object.keys(value)) yield* ofPlain(value[key], `${path}/${key}`);
  else yield [path, String(value)];
}

const plainOfJson = (node) => {
  if (node.type === 'Object')
    return Object.fromEntries(node.members.map(({ name, value }) => [name.value ?? name.name, plainOfJson(value)]));
  if (node.type === 'Array') return node.elements.map(({ value }) => plainOfJson(value));
  return node.value ?? null;
};

/**
 * The scalars of a file as its parser reads them, each with its path; none for line-based formats and unreadable texts.
 */
export function scalarsOf(file, text) {
  try {
    if (/\.ya?ml$/.test(file)) {
      const documents = parseAllDocuments(text, { strict: false, uniqueKeys: false, logLevel: 'silent' });
      return documents.some(({ errors }) => errors.length > 0)
        ? []
        : documents.flatMap(({ contents }, index) => [...ofYaml(contents, String(index))]);
    }
    if (/\.jsonc?$/.test(file))
      return [...ofPlain(plainOfJson(parseJson(text, { mode: 'jsonc', allowTrailingCommas: true }).body), '')];
    if (/\.toml$/.test(file)) return [...ofPlain(getStaticTOMLValue(parseTOML(text)), '')];
  } catch {
    // A text that was unreadable before is only compared line by line.
  }
  return [];
}
