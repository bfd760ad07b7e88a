import type { Fact, Preset, Rule } from '../../../rules/define-rule.js';
import { PRESETS, RULES, type RuleName, type Severities } from '../../../rules/index.js';
import { onceFor } from '../../ast/once-for.js';
import type { ConfigModel } from '../../model/config/config-types.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { keysOf, rangeOf, SUBJECT_KINDS, subjectsOfKind } from '../../model/subject.js';
import type { StsModel } from '../../model/types.js';
import { planHelperImports } from '../../plans/failover-imports.js';
import { cureOf, type Cure } from './cure.js';

/** A fact that is reported, with its rule, its severity and, on demand, the edits that fix it. */
export interface Finding extends Fact {
  readonly rule: RuleName;
  readonly severity: 1 | 2;
  readonly host: string | undefined;
  readonly cure: () => Cure;
  /** Where the sites start that it is about. A migration speaks of them by these places. */
  readonly sites: () => readonly number[];
}

/** How a rule runs on a file. */
export interface Running {
  readonly severity: 1 | 2;
  /** `strict`: it also reports what only the strict configuration does. */
  readonly preset: Preset;
}

/** The rules that run on a file. One that is off reports nothing and hides nothing. */
export type RunningRules = ReadonlyMap<RuleName, Running>;

/** The rules that run in a configuration, with severities that differ from it. */
export function runningIn(preset: Preset, others: Partial<Severities> = {}): RunningRules {
  const severities: Severities = { ...PRESETS[preset], ...others };
  return new Map(
    RULES.flatMap(({ name }) => {
      const severity = severities[name];
      return severity === 0 ? [] : [[name, { severity, preset }] as const];
    }),
  );
}

/** The findings in a file of code. */
export function findingsOf(model: StsModel, surroundings: Surroundings, running: RunningRules): readonly Finding[] {
  const startsIn = onceFor((of: StsModel) => startsOfSubjects(of, surroundings));
  return choose(running, surroundings, {
    factsOf: (rule) => rule.find(model, surroundings),
    cure: (fact) => cureOf(fact, (calls) => planHelperImports(model, calls, surroundings)?.edits),
    sites: ({ subject }) => startsIn(model).get(subject) ?? [],
  });
}

/** The findings in a configuration file. */
export const findingsInConfig = (
  model: ConfigModel,
  surroundings: Surroundings,
  running: RunningRules,
): readonly Finding[] =>
  choose(running, surroundings, {
    factsOf: (rule) => rule.findInConfig?.(model, surroundings) ?? [],
    cure: (fact) => cureOf(fact, () => undefined),
    sites: ({ where }) => [where.range[0]],
  });

/** Where the sites start that a finding is about. A request may start with its host or with its signature. */
function startsOfSubjects(model: StsModel, surroundings: Surroundings): ReadonlyMap<object, readonly number[]> {
  const starts = new Map<object, readonly number[]>();
  for (const each of SUBJECT_KINDS.flatMap((kind) => subjectsOfKind(kind, model, surroundings)))
    for (const key of keysOf(each, model)) starts.set(key, [...(starts.get(key) ?? []), rangeOf(each)[0]]);
  return starts;
}

/** How the facts about a file are found, and what can be done about them. */
interface Facts {
  readonly factsOf: (rule: Rule) => readonly Fact[];
  readonly cure: (fact: Fact) => Cure;
  readonly sites: (fact: Fact) => readonly number[];
}

/**
 * One finding for each subject: the one with the highest severity, or the first of those in the order of the rules. The
 * same under ESLint and on the command line.
 */
function choose(running: RunningRules, surroundings: Surroundings, facts: Facts): readonly Finding[] {
  const found = RULES.flatMap((rule): readonly Finding[] => {
    const how = running.get(rule.name);
    if (!how) return [];
    return facts
      .factsOf(rule)
      .filter((fact) => how.preset === 'strict' || !isForStrictOnly(fact, surroundings))
      .map((fact) => stamped(fact, rule, how, facts));
  });
  const chosen = new Map<object, Finding>();
  const places = new Set<string>();
  for (const finding of found.sort((a, b) => b.severity - a.severity)) {
    // Two sites that share one setting need one fix.
    const place = `${finding.messageId} ${finding.where.range.join('-')}`;
    if (chosen.has(finding.subject) || places.has(place)) continue;
    chosen.set(finding.subject, finding);
    places.add(place);
  }
  return [...chosen.values()].sort(({ where: { range: a } }, { where: { range: b } }) => a[0] - b[0] || a[1] - b[1]);
}

/**
 * A client that a test replaces sends nothing, and neither does a fixture. A case of a test may need a mode that nobody
 * should deploy.
 */
export const isForStrictOnly = ({ level, subject }: Fact, { isFixture }: Pick<Surroundings, 'isFixture'>): boolean =>
  level === 'strict' ||
  isFixture ||
  ('isMocked' in subject && subject.isMocked === true) ||
  ('isOfTestCase' in subject && subject.isOfTestCase === true);

function stamped(
  fact: Fact,
  { name, host: hostOfRule }: Rule<RuleName>,
  { severity }: Running,
  { cure, sites }: Facts,
): Finding {
  const host = fact.host ?? hostOfRule;
  return {
    ...fact,
    rule: name,
    severity: fact.isWarning ? 1 : severity,
    host,
    data: host === undefined ? fact.data : { host, ...fact.data },
    cure: () => cure(fact),
    sites: () => sites(fact),
  };
}
