import type { ConfigSetting } from '../../src/model/config/config-types.js';
import type { Surroundings } from '../../src/model/settings/surroundings.js';
import { planConfigSetting } from '../../src/plans/plan-config-setting.js';
import type { Fact } from '../define-rule.js';

/** What is wrong with a setting of a configuration file, and how its text can be put right. */
export const configFact = (
  setting: ConfigSetting,
  { isTest, settings }: Surroundings,
  stated: Pick<Fact, 'messageId' | 'data' | 'level' | 'isWarning' | 'host' | 'suggestion'>,
): Fact => ({
  subject: setting,
  where: setting.place,
  plan: () => planConfigSetting(setting, settings),
  ...stated,
  // What configures tests deploys nothing.
  ...(isTest && { level: 'strict' }),
});
