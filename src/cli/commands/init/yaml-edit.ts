import type { Document } from 'yaml';
import { parsers } from '../../../config-files/parsers.js';
import { lineEndOf } from '../../../text/lines.js';

/** Whether a YAML text has a value at a path of keys. */
export const isInYaml = (text: string, path: readonly string[]): boolean => documentOf(text)?.hasIn(path) ?? false;

/**
 * Adds a last entry to the list or mapping at a path of keys, indented like the others, and the keys that are missing
 * on the way. `undefined` when the text is not YAML, or the list or mapping is not written one entry to a line.
 */
export function addToYaml(text: string, path: readonly string[], entry: readonly string[]): string | undefined {
  const document = documentOf(text);
  if (!document) return undefined;
  const missing = path.findIndex((_, index) => !document.hasIn(path.slice(0, index + 1)));
  const depth = missing === -1 ? path.length : missing;
  const lines = path.slice(depth).reduceRight((inner, key) => [`${key}:`, ...inner.map((line) => `  ${line}`)], entry);
  const target = insertionPoint(text, document, path.slice(0, depth));
  if (!target) return undefined;
  const lineEnd = lineEndOf(text);
  const before = text.slice(0, target.at);
  return (
    (before === '' || before.endsWith('\n') ? before : before + lineEnd) +
    lines.map((line) => target.indent + line + lineEnd).join('') +
    text.slice(target.at)
  );
}

function documentOf(text: string): Document | undefined {
  const document = parsers.yaml().parseDocument(text, { logLevel: 'silent' });
  return document.errors.length === 0 ? document : undefined;
}

/** Where a new last entry of the collection at the path goes. */
function insertionPoint(
  text: string,
  document: Document,
  path: readonly string[],
): { readonly at: number; readonly indent: string } | undefined {
  if (document.contents === null) return { at: text.length, indent: '' }; // nothing, or comments
  const { isCollection } = parsers.yaml();
  const collection = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isCollection(collection) || collection.flow === true || !collection.range) return undefined;
  const [start, end] = collection.range;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return undefined;
  if (text[end - 1] === '\n') return { at: end, indent };
  const lineEnd = text.indexOf('\n', end); // a comment may follow on the line
  return { at: lineEnd === -1 ? text.length : lineEnd + 1, indent };
}
