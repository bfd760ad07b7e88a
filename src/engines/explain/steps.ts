import { importedNameOf } from '../../ast/definitions.js';
import { lookUp } from '../../ast/object-value.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import type { Step, Trace } from '../../ast/trace.js';
import { optionsOf, type Option, type Value } from '../../ast/value.js';
import type { CodeLine } from './explanation.js';

/** More lines than these do not help. */
const MOST_LINES = 8;

/**
 * The lines that a value comes from, from the expression that the evaluation started with to the value. `path` leads
 * from the expression's value to the one that is asked for.
 */
export function linesTo(value: Value, from: Node, path: readonly string[], trace: Trace): readonly CodeLine[] {
  const lines = trace
    .from(from)
    .flatMap((step) => linesOf(step, value, path))
    .filter(
      ({ file, line }, index, all) => all.findIndex((other) => other.file === file && other.line === line) === index,
    );
  return lines.slice(0, MOST_LINES);
}

/** The line of a step, if the value passes through it. */
function linesOf(
  { node, source, file, value: held }: Step,
  value: Value,
  path: readonly string[],
): readonly CodeLine[] {
  const nodes = path.concat('').flatMap((_, index): readonly Node[] => {
    const [key, ...rest] = path.slice(index);
    if (key === undefined) return saysAlike(held, value) ? [node, ...importAt(node, source)] : [];
    const found = lookUp(held, key);
    if (found.state !== 'present' || !isAt(found.value, rest, value)) return [];
    return [node, ...importAt(node, source), ...(isOf(found.node, source) ? [found.node] : [])];
  });
  const start = held.kind === 'object' && held.node === node ? nodes.filter((each) => each !== node) : nodes;
  return start.map((each) => lineOf(each, file, source));
}

/** Whether a path leads from one value to the other. */
function isAt(held: Value, [key, ...rest]: readonly string[], value: Value): boolean {
  if (key === undefined) return saysAlike(held, value);
  const found = lookUp(held, key);
  return found.state === 'present' && isAt(found.value, rest, value);
}

/** Whether two values share an option. What a name of another file holds is known there at another node. */
const saysAlike = (one: Value, other: Value): boolean => {
  const options = optionsOf(other).filter(saysSomething);
  return optionsOf(one).some((option) => options.some((each) => isAlike(option, each)));
};

const saysSomething = (option: Option): boolean => option.kind !== 'literal' || option.value !== undefined;

function isAlike(one: Option, other: Option): boolean {
  if (one.kind === 'literal') return other.kind === 'literal' && one.value === other.value;
  if (one.kind === 'environment') return other.kind === 'environment' && one.name === other.name;
  if (one.kind === 'unknown') return other.kind === 'unknown' && other.reason.includes(one.reason);
  if (one.kind === 'text') return other.kind === 'text' && one.parts.length === other.parts.length;
  if (one.kind === 'object')
    return other.kind === 'object' && [...one.entries.keys()].join() === [...other.entries.keys()].join();
  return one.kind === other.kind && one.node === other.node;
}

/** The import of a name. */
function importAt(node: Node, source: Source): readonly Node[] {
  const definition = node.type === 'Identifier' ? variableOf(node, source)?.defs[0] : undefined;
  return definition?.type === 'ImportBinding' && importedNameOf(definition) ? [definition.node] : [];
}

/** Whether a node is of this file: the value of an imported name keeps nodes of its own file inside of functions. */
function isOf(node: Node, { ast }: Source): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) if (at === ast) return true;
  return false;
}

function lineOf({ loc: { start } }: Node, file: string, { text }: Source): CodeLine {
  return { file, line: start.line, text: (text.split('\n')[start.line - 1] ?? '').trim() };
}
