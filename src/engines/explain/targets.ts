import type { Fact } from '../../../rules/define-rule.js';
import type { Node } from '../../ast/source.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { endpointHosts } from '../../model/sites/site-facts.js';
import { keysOf, nodeOf, SUBJECT_KINDS, subjectsOfKind, type Subject } from '../../model/subject.js';
import type { StsModel } from '../../model/types.js';
import type { Span } from '../../text/positions.js';
import { usesOfConstant } from './uses-of-constant.js';

/** Something in a file that can be explained. */
export interface Target {
  readonly name: string;
  /** Where it stands. */
  readonly place: Span;
  /** Where reports about it stand. */
  readonly reports: readonly Span[];
  /** Where the constant of its host is used. */
  readonly uses?: readonly Span[];
  /** What facts call their subject when they are about it. */
  readonly keys: ReadonlySet<object>;
  /** `undefined` for what only rules know: a list of regions, a call of the failover helper. */
  readonly subject: Subject | undefined;
}

/** Everything in a file of code that can be explained, in the order of the text. */
export function targetsIn(model: StsModel, surroundings: Surroundings, facts: readonly Fact[]): readonly Target[] {
  const subjects = SUBJECT_KINDS.flatMap((kind): readonly Subject[] => subjectsOfKind(kind, model, surroundings))
    // A host that is the endpoint of a site is explained with the site.
    .filter((subject) => subject.kind !== 'host' || subject.host.site === undefined)
    .map((subject) => targetOf(subject, model, facts));
  const known = new Set(subjects.flatMap(({ keys }) => [...keys]));
  const others = facts.filter(({ subject }) => !known.has(subject));
  const bySubject = new Map(others.map((fact) => [fact.subject, fact]));
  return [
    ...subjects,
    ...[...bySubject].map(([subject, { where }]) => ({
      name: shortOf(where, model),
      place: where,
      reports: reportsAbout(new Set([subject]), facts),
      keys: new Set([subject]),
      subject: undefined,
    })),
  ].sort((a, b) => a.place.range[0] - b.place.range[0]);
}

function targetOf(subject: Subject, model: StsModel, facts: readonly Fact[]): Target {
  const place = nodeOf(subject);
  const keys = new Set(keysOf(subject, model));
  const endpoint = subject.kind === 'site' ? model.hosts.filter(({ site }) => site === subject.site) : [];
  return {
    name: nameOf(subject, model),
    place,
    reports: [...reportsAbout(keys, facts), ...endpoint.map((host) => host.place)],
    uses: hostsOf(subject, model).flatMap(({ node }) => usesOfConstant(node, model.source)),
    keys,
    subject,
  };
}

/** The hosts of a subject, also those that several share. */
function hostsOf(subject: Subject, model: StsModel): readonly { readonly node: Node }[] {
  if (subject.kind === 'host') return [subject.host];
  return subject.kind === 'site' ? endpointHosts(subject.site, model) : [];
}

const reportsAbout = (keys: ReadonlySet<object>, facts: readonly Fact[]): readonly Span[] =>
  facts.filter(({ subject }) => keys.has(subject)).map(({ where }) => where);

function nameOf(subject: Subject, model: StsModel): string {
  if (subject.kind === 'host') return subject.host.name;
  const [start, end] = nodeOf(subject).range;
  if (subject.kind !== 'site' || isShort(model.source.text.slice(start, end)))
    return shortOf({ range: [start, end] }, model);
  return `${model.source.text.slice(start, subject.site.callee.range[1])}(…)`;
}

const isShort = (text: string): boolean => text.length <= MOST_CHARACTERS && !text.includes('\n');

const MOST_CHARACTERS = 60;

function shortOf({ range: [start, end] }: Pick<Span, 'range'>, { source }: StsModel): string {
  const text = source.text.slice(start, end);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1).replace(/\s+/g, ' ')}…` : text;
}

/** A place in a file. Both count from 1. */
export interface Location {
  readonly line: number;
  readonly column?: number | undefined;
}

/**
 * What stands in a line, or is reported there; else the innermost that the line is a part of; else what has its host
 * from a constant that the line uses.
 */
export function targetsAt<T extends Pick<Target, 'place' | 'reports' | 'uses'>>(
  { line, column }: Location,
  targets: readonly T[],
): readonly T[] {
  const startsHere = ({ loc }: Span): boolean => loc.start.line === line;
  const inLine = targets.filter(({ place, reports }) => [place, ...reports].some(startsHere));
  if (inLine.length === 0) {
    const around = targets.filter(({ place: { loc } }) => loc.start.line <= line && line <= loc.end.line);
    return around.length > 0 ? around.slice(-1) : targets.filter(({ uses = [] }) => uses.some(startsHere));
  }
  if (column === undefined) return inLine;
  const exact = inLine.filter(({ place, reports }) => [place, ...reports].some((span) => covers(span, line, column)));
  return exact.length > 0 ? exact.slice(-1) : inLine;
}

const covers = ({ loc: { start, end } }: Span, line: number, column: number): boolean =>
  (start.line < line || (start.line === line && start.column < column)) &&
  (line < end.line || (line === end.line && column <= end.column));

/** The target that is nearest to a line. */
export function nearestTo<T extends Pick<Target, 'place'>>(line: number, targets: readonly T[]): T | undefined {
  const distance = ({ place }: T): number => Math.abs(place.loc.start.line - line);
  return [...targets].sort((a, b) => distance(a) - distance(b))[0];
}
