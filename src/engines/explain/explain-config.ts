import { ruleNamed, type RuleName } from '../../../rules/index.js';
import type { Rule } from '../../../rules/define-rule.js';
import { onceFor } from '../../ast/once-for.js';
import { configModelOf } from '../../model/config/from-config-file.js';
import type { ConfigSetting, UsesDefaultChain } from '../../model/config/config-types.js';
import { spansIn } from '../../text/positions.js';
import { findingsInConfig } from '../lint/choose-findings.js';
import type { Deciding, Explainable } from './explain-code.js';
import type { SettingExplanation } from './explanation.js';
import { answersOf, type Judging } from './rule-answers.js';
import { whatSettingIs } from './what-is.js';

/** Every setting of a configuration file that can be explained. */
export function explainableSettings(
  text: string,
  path: string,
  deciding: Deciding,
  usesDefaultChain: UsesDefaultChain,
): readonly Explainable[] {
  const model = configModelOf(text, path, { usesDefaultChain });
  if (!model) return [];
  const { surroundings, running } = deciding;
  const factsOf = onceFor((rule: Rule) => rule.findInConfig?.(model, surroundings) ?? []);
  const judging: Judging = {
    ...deciding,
    findings: findingsInConfig(model, surroundings, running),
    factsOf: (rule: RuleName) => factsOf(ruleNamed(rule)),
  };
  return model.settings.map((setting) => ({
    name: setting.name,
    place: spansIn(text)(...setting.place.range),
    reports: [],
    explain: () => {
      const { start } = setting.place.loc;
      return {
        line: start.line,
        column: start.column + 1,
        name: setting.name,
        what: whatSettingIs[setting.kind],
        settings: wordsOf(setting),
        predictions: [],
        rules: answersOf(new Set([setting]), (rule) => silenceIn(rule, setting), judging),
      };
    },
  }));
}

const wordsOf = ({ name, value, region }: ConfigSetting): readonly SettingExplanation[] => [
  { name, value: `'${value}'`, steps: [] },
  {
    name: 'region beside it',
    value:
      region.state === 'named' ? `'${region.region}'` : region.state === 'given' ? 'given, but not by name' : 'none',
    steps: [],
  },
];

const silenceIn = (rule: Rule, { kind }: ConfigSetting): string | undefined =>
  rule.findInConfig ? `it finds nothing wrong with ${whatSettingIs[kind]}` : undefined;
