import type { Fact, Rule } from '../../../rules/define-rule.js';
import { textOf } from '../../../rules/define-rule.js';
import { isOptIn, ruleNamed, RULES, type RuleName } from '../../../rules/index.js';
import type { Preset } from '../../../rules/define-rule.js';
import type { Surroundings } from '../../model/settings/surroundings.js';
import { isForStrictOnly, type Finding, type RunningRules } from '../lint/choose-findings.js';
import type { RuleAnswer } from './explanation.js';

/** Why a comment hides the report of a rule at a place. */
export type SuppressionAt = (
  position: { readonly line: number; readonly column: number },
  ruleId: string,
) => { readonly line: number; readonly justification: string } | undefined;

/** What decides about the reports of a file. */
export interface Judging {
  readonly preset: Preset;
  readonly running: RunningRules;
  readonly isInDocument?: boolean;
  readonly surroundings: Pick<Surroundings, 'isFixture'>;
  readonly findings: readonly Finding[];
  readonly suppressionAt: SuppressionAt;
  /** Every fact of a rule, whether it is reported or not. */
  readonly factsOf: (rule: RuleName) => readonly Fact[];
}

/**
 * What each rule says of one subject.
 *
 * @param keys what facts call their subject when they are about it
 * @param silenceOf why a rule that states no fact is silent; `undefined` when it does not look at such subjects
 */
export function answersOf(
  keys: ReadonlySet<object>,
  silenceOf: (rule: Rule) => string | undefined,
  judging: Judging,
): readonly RuleAnswer[] {
  const own = judging.findings.filter(({ subject }) => keys.has(subject));
  return RULES.map(({ name }) => answerOf(name, keys, own, silenceOf, judging));
}

function answerOf(
  rule: RuleName,
  keys: ReadonlySet<object>,
  own: readonly Finding[],
  silenceOf: (rule: Rule) => string | undefined,
  { preset, running, isInDocument, surroundings, findings, suppressionAt, factsOf }: Judging,
): RuleAnswer {
  const reported = own.find((finding) => finding.rule === rule);
  if (reported) return answerOfReport(reported, suppressionAt);
  const facts = factsOf(rule).filter(({ subject }) => keys.has(subject));
  if (!running.has(rule)) {
    const found = facts.length > 0 ? 'it matches, but is off' : 'it is off';
    const why = isOptIn(rule) ? ' until you switch it on' : isInDocument ? ' for code in documents' : '';
    return { rule, state: 'off', because: `${found}${why}` };
  }
  const [fact] = facts;
  if (!fact) {
    const silence = silenceOf(ruleNamed(rule));
    return silence === undefined
      ? { rule, state: 'apart', because: 'it does not look at such places' }
      : { rule, state: 'silent', because: silence };
  }
  if (preset !== 'strict' && facts.every((each) => isForStrictOnly(each, surroundings)))
    return {
      rule,
      state: 'strict',
      because: `it matches, but only the strict configuration reports it${whyStrict(fact, surroundings)}`,
    };
  const [first] = own;
  if (first) return { rule, state: 'hidden', because: `it also matches, but ${first.rule} reports first` };
  const place = fact.where.range.join('-');
  const other = findings.find((finding) => finding.rule === rule && finding.where.range.join('-') === place);
  const at = other ? ` in line ${other.where.loc.start.line}, once for all that share it` : ' elsewhere';
  return { rule, state: 'hidden', because: `it matches, and is reported${at}` };
}

const whyStrict = ({ subject }: Fact, { isFixture }: Judging['surroundings']): string =>
  'isMocked' in subject && subject.isMocked === true
    ? ', because a test replaces it'
    : isFixture
      ? ', because the file is a fixture, which nobody runs'
      : '';

function answerOfReport(finding: Finding, suppressionAt: SuppressionAt): RuleAnswer {
  const { rule, severity, where } = finding;
  const { line, column } = where.loc.start;
  const message = textOf(ruleNamed(rule), finding.messageId, finding.data);
  const suppression = suppressionAt({ line, column: column + 1 }, `sts-regional/${rule}`);
  if (suppression) {
    const why = suppression.justification === '' ? '' : ` (${suppression.justification})`;
    return {
      rule,
      state: 'disabled',
      because: `it matches, but the comment in line ${suppression.line} disables it${why}`,
    };
  }
  return { rule, state: 'reports', severity: severity === 2 ? 'error' : 'warning', because: message };
}
