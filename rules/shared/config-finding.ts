import { planConfigSetting } from '../../src/plans/plan-config-setting.js';
import type { ConfigSetting } from '../../src/model/config/config-types.js';
import type { Surroundings } from '../../src/model/settings/surroundings.js';
import type { RuleName, Finding, MessageData } from '../define-rule.js';

/** A finding about a setting of a configuration file, with its cure as a fix where it is safe and as a suggestion else. */
export function configFinding(
  check: RuleName,
  setting: ConfigSetting,
  surroundings: Surroundings,
  {
    messageId,
    data,
    host,
    suggestion,
  }: { readonly messageId: string; readonly data: MessageData; readonly host?: string; readonly suggestion: string },
): Finding {
  const plan = planConfigSetting(setting, surroundings.settings);
  return {
    check,
    messageId,
    data,
    node: setting.place,
    subject: setting,
    // What tests configure is no deployment.
    level: surroundings.isTest ? 'strict' : 'recommended',
    host,
    ...(plan.kind !== 'edits'
      ? {}
      : plan.isSafe
        ? { fix: plan.edits }
        : { suggestions: [{ messageId: suggestion, data: { text: plan.text }, edits: plan.edits }] }),
  };
}
