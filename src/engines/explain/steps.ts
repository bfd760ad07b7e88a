import { importedNameOf, patternPlaceOf } from '../../ast/definitions.js';
import { lookUp } from '../../ast/object-value.js';
import { contains, staticName } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import type { Node, Source } from '../../ast/source.js';
import type { Step, Trace } from '../../ast/trace.js';
import { optionsOf, type Option, type Value } from '../../ast/value.js';
import type { CodeLine } from './explanation.js';

type Keys = readonly string[];

/**
 * The lines that a value comes from, from the expression that the evaluation started with to the value.
 *
 * @param keys lead from the expression's value to the one that is asked for
 */
export function linesTo(value: Value, from: Node, keys: Keys, trace: Trace): readonly CodeLine[] {
  const lines: CodeLine[] = [];
  const done = new Set<Node>();
  const visit = (step: Step | undefined, at: Keys): void => {
    if (!step || done.has(step.node) || !holds(step.value, at, value)) return;
    done.add(step.node);
    lines.push(...linesOf(step, at));
    for (const inner of trace.inside(step.node)) for (const next of keysInside(step, inner, at)) visit(inner, next);
  };
  visit(trace.at(from), keys);
  return lines.filter(
    ({ file, line }, index) => lines.findIndex((other) => other.file === file && other.line === line) === index,
  );
}

/**
 * The expression that alone decides a value: everything between is names, keys and calls that hand it on. `undefined`
 * where several expressions decide it.
 */
export function decidedAt(value: Value, from: Node, keys: Keys, trace: Trace): Step | undefined {
  let step = trace.at(from);
  let at = keys;
  for (let depth = 0; step && depth < MOST_HOPS; depth += 1) {
    if (at.length === 0 && !HANDS_ON.has(step.node.type)) return step;
    const { node }: Step = step;
    const next: { readonly inner: Step; readonly keys: Keys }[] = trace.inside(node).flatMap((inner) =>
      keysInside(step as Step, inner, at)
        .filter((each) => holds(inner.value, each, value))
        .map((each) => ({ inner, keys: each })),
    );
    const [only, ...others] = next;
    if (!only || others.length > 0) return undefined;
    step = only.inner;
    at = only.keys;
  }
  return undefined;
}

const MOST_HOPS = 30;

const HANDS_ON: ReadonlySet<string> = new Set(['Identifier', 'MemberExpression', 'AwaitExpression', 'CallExpression']);

/** Whether the keys lead from one value to the other. What cannot be read may hold anything that depends on it. */
function holds(held: Value, [key, ...rest]: Keys, value: Value): boolean {
  if (key === undefined || held.kind === 'unknown') return saysAlike(held, value);
  const found = lookUp(held, key);
  return found.state === 'present' && holds(found.value, rest, value);
}

/** The keys by which the value may be in an inner expression. */
function keysInside({ node, source, value }: Step, inner: Step, keys: Keys): readonly Keys[] {
  const [key, ...rest] = keys;
  const ofObject = key !== undefined && node.type === 'ObjectExpression' ? lookUp(value, key) : undefined;
  const property = ofObject?.state === 'present' && contains(node, ofObject.node) ? ofObject.node : undefined;
  // Of an object literal, only the property that is asked for matters, or the spread that it is in.
  if (property?.type === 'Property' && contains(property, inner.node)) return [rest];
  if (property) return contains(inner.node, property) ? [keys] : [];
  return [keys, ...readKeys(node, source).map((read) => [...read, ...keys])];
}

/** The keys that an expression reads: `region` of `config.region`, and of `region` after `const { region } = config`. */
function readKeys(node: Node, source: Source): readonly Keys[] {
  if (node.type === 'MemberExpression') {
    const name = staticName(node);
    return name === undefined ? [] : [[name]];
  }
  const [name] = (node.type === 'Identifier' && variableOf(node, source)?.identifiers) || [];
  const path = name && patternPlaceOf(name)?.path;
  return path && path.length > 0 ? [path.map(String)] : [];
}

/** The lines of a step: where the expression is, where its name is imported, and where the setting in it is. */
function linesOf({ node, source, file, value }: Step, [key]: Keys): readonly CodeLine[] {
  const found = key === undefined ? undefined : lookUp(value, key);
  const setting = found?.state === 'present' && isOf(found.node, source) ? [found.node] : [];
  const isLiteral = node.type === 'ObjectExpression' && setting.length > 0;
  return [...(isLiteral ? [] : [node, ...importOf(node, source)]), ...setting].map((at) => lineOf(at, file, source));
}

/** Whether two values share an option. What a name of another file holds is known here at another node. */
function saysAlike(one: Value, other: Value): boolean {
  const options = optionsOf(other).filter(saysSomething);
  return optionsOf(one).some((option) => options.some((each) => isAlike(option, each)));
}

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
function importOf(node: Node, source: Source): readonly Node[] {
  const definition = node.type === 'Identifier' ? variableOf(node, source)?.defs[0] : undefined;
  return definition?.type === 'ImportBinding' && importedNameOf(definition) ? [definition.node] : [];
}

/** Whether a node is of this file. */
function isOf(node: Node, { ast }: Source): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) if (at === ast) return true;
  return false;
}

const lineOf = ({ loc: { start } }: Node, file: string, { text }: Source): CodeLine => ({
  file,
  line: start.line,
  text: (text.split('\n')[start.line - 1] ?? '').trim(),
});
