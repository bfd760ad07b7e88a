import { planConfigSetting } from '../edits/plan-config-setting.js';
import type { ConfigSetting } from '../model/config-types.js';
import type { Context } from '../model/context.js';
import type { CheckName, Finding, MessageData } from './finding.js';

/** A finding about a setting of a configuration file, with its cure as a fix where it is safe and as a suggestion else. */
export function configFinding(
  check: CheckName,
  setting: ConfigSetting,
  context: Context,
  {
    messageId,
    data,
    host,
    suggestion,
  }: { readonly messageId: string; readonly data: MessageData; readonly host?: string; readonly suggestion: string },
): Finding {
  const plan = planConfigSetting(setting, context.settings);
  return {
    check,
    messageId,
    data,
    node: setting.place,
    subject: setting,
    // What tests configure is no deployment.
    level: context.isTest ? 'strict' : 'recommended',
    host,
    ...(plan.kind !== 'edits'
      ? {}
      : plan.isSafe
        ? { fix: plan.edits }
        : { suggestions: [{ messageId: suggestion, data: { text: plan.text }, edits: plan.edits }] }),
  };
}
