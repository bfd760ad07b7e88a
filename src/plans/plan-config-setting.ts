import type { ConfigSetting } from '../model/config/config-types.js';
import { MODE_VARIABLE } from '../model/mode-names.js';
import type { Settings } from '../model/settings/settings.js';
import { GLOBAL_STS_HOST, stsHost } from '../sts/hosts.js';
import { regionFaultInConfig } from '../sts/region-spelling.js';
import { normaliseRegion } from '../sts/regions.js';
import { settingBeside } from './edits/setting-beside.js';
import { left } from './obstacles/index.js';
import { NOTHING, type Edits, type Left, type Plan } from './plan.js';

export type ConfigPlan = ConfigEdits | Exclude<Plan, Edits>;

/** The edit of a setting, and who may make it. */
export interface ConfigEdits extends Edits {
  /** What is written, for people. */
  readonly text: string;
  readonly isSafe: boolean;
  /** A person may choose it from the suggestions; a run leaves it for this reason. */
  readonly leftByRuns?: Left | undefined;
}

/**
 * The edit that corrects one setting of a configuration file. Only the value changes: comments, quotes, anchors and
 * line ends stay.
 */
export function planConfigSetting(setting: ConfigSetting, settings: Settings): ConfigPlan {
  if (setting.isReference && setting.kind !== 'unclear-host') return left('yaml-alias', { name: setting.name });
  switch (setting.kind) {
    case 'mode':
      // A value with escapes does not contain the word.
      return planMode(setting, /legacy/i.test(setting.raw) ? setting.raw.replace(/legacy/i, 'regional') : 'regional');
    case 'annotation':
      return planMode(setting, setting.isQuoted ? 'true' : '"true"');
    case 'region':
      return planRegion(setting, settings);
    case 'endpoint':
    case 'request':
      return planHost(setting, settings);
    case 'web-identity':
      return planWebIdentity(setting);
    case 'unclear-host':
      return NOTHING;
  }
}

/** The regional mode needs a region: where no region is known, a client that worked would throw. */
function planMode({ kind, name, place, region }: ConfigSetting, text: string): ConfigPlan {
  const isSafe = kind === 'annotation' || region.state !== 'absent';
  return {
    kind: 'edits',
    edits: [{ range: place.range, text }],
    text,
    isSafe,
    leftByRuns: isSafe ? undefined : left('mode-without-region', { name }),
  };
}

/** The mode is set in the environment of the token, where it counts for every client of the program. */
function planWebIdentity(setting: ConfigSetting): ConfigPlan {
  const { name, place, region, beside } = setting;
  const edit = beside && settingBeside(beside, { name, range: place.range }, MODE_VARIABLE, 'regional');
  if (edit === undefined) return left('environment-out-of-form', { name });
  const isSafe = region.state !== 'absent';
  return {
    kind: 'edits',
    edits: [edit],
    text: `${MODE_VARIABLE}=regional`,
    isSafe,
    leftByRuns: isSafe ? undefined : left('web-identity-without-region', { name }),
  };
}

function planRegion({ name, value, raw, place }: ConfigSetting, { allowedRegions }: Settings): ConfigPlan {
  // The SDKs for JavaScript do not read AWS_DEFAULT_REGION.
  if (value === 'aws-global') return name === 'AWS_DEFAULT_REGION' ? NOTHING : left('global-region-variable', { name });
  const fault = regionFaultInConfig(value, allowedRegions);
  if (fault?.kind === 'misspelt') return left('misspelt-region', { name, region: value, closest: fault.closest });
  if (fault?.kind !== 'untidy') return NOTHING;
  const { tidy } = fault;
  // The line end of a block stays when its text changes.
  if (/[\r\n]/.test(value + raw) || normaliseRegion(raw) !== tidy)
    return left('region-out-of-form', { name, region: tidy });
  return { kind: 'edits', edits: [{ range: place.range, text: tidy }], text: tidy, isSafe: true };
}

function planHost(setting: ConfigSetting, settings: Settings): ConfigPlan {
  const { name, raw, place } = setting;
  const host = regionalHost(setting, settings);
  if (host === undefined) return left('global-host-without-region', { name });
  const at = raw.toLowerCase().indexOf(GLOBAL_STS_HOST);
  if (at === -1) return left('escaped-host', { name });
  const text = raw.slice(0, at) + host + raw.slice(at + GLOBAL_STS_HOST.length);
  const needsQuotes = setting.isInFlow && /[{}[\],]/.test(host);
  const isGuess = setting.placeholder === undefined && setting.region.state !== 'named';
  return {
    kind: 'edits',
    edits: [{ range: place.range, text: needsQuotes ? `"${text}"` : text }],
    text: host,
    isSafe: false,
    leftByRuns:
      isGuess && settings.regionSource !== 'literal' ? left('global-host-for-all-regions', { name }) : undefined,
  };
}

/** The host with the region that the file fills in or names, else with the first of the settings. */
function regionalHost({ placeholder, region }: ConfigSetting, { regions: [first] = [] }: Settings): string | undefined {
  if (placeholder !== undefined) return GLOBAL_STS_HOST.replace('.', `.${placeholder}.`);
  if (region.state === 'named') return stsHost(region.region);
  return first === undefined ? undefined : stsHost(first);
}
