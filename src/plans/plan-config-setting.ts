import type { ConfigSetting } from '../model/config/config-types.js';
import type { Settings } from '../model/settings/settings.js';
import { findRegion, normaliseRegion } from '../sts/regions.js';
import { GLOBAL_STS_HOST, stsHost } from '../sts/hosts.js';
import type { Edit } from '../text/edit.js';
import { left, NOTHING, type Plan } from './plan.js';

/** The edit of a setting, and what makes it fit for whom. */
export type ConfigPlan = ConfigEdits | Exclude<Plan, { kind: 'edits' }>;

export interface ConfigEdits {
  readonly kind: 'edits';
  readonly edits: readonly Edit[];
  /** What is written, for people. */
  readonly text: string;
  /** Nothing is guessed and it can only get better, so that it may be done unasked. */
  readonly isSafe: boolean;
  /** The mode changes, not a host or a region. */
  readonly isMode: boolean;
  /** The region is that of the settings, which only `regionSource: 'literal'` writes into files. */
  readonly needsChoice: boolean;
}

/** What puts one setting of a configuration file right. Only the value changes: comments, quotes, anchors and line ends stay. */
export function planConfigSetting(setting: ConfigSetting, settings: Settings): ConfigPlan {
  if (setting.isReference && setting.kind !== 'unclear-host')
    return left('The value is a YAML alias', 'Change it where its anchor is');
  switch (setting.kind) {
    case 'mode':
      return planMode(setting, setting.raw.replace(/legacy/i, 'regional'));
    case 'annotation':
      return planMode(setting, setting.isQuoted ? 'true' : '"true"');
    case 'region':
      return planRegion(setting);
    case 'endpoint':
    case 'request':
      return planHost(setting, settings);
    case 'unclear-host':
      return NOTHING;
  }
}

function planMode(setting: ConfigSetting, text: string): ConfigPlan {
  // Regional mode needs a region: where none is in sight, a client that worked would throw.
  const isSafe = setting.kind === 'annotation' || setting.region.state !== 'absent';
  return {
    kind: 'edits',
    edits: [{ range: setting.place.range, text }],
    text,
    isSafe,
    isMode: true,
    needsChoice: false,
  };
}

function planRegion({ value, raw, place }: ConfigSetting): ConfigPlan {
  const tidy = normaliseRegion(value);
  if (tidy === value || !findRegion(tidy) || normaliseRegion(raw) !== tidy) return NOTHING;
  return {
    kind: 'edits',
    edits: [{ range: place.range, text: tidy }],
    text: tidy,
    isSafe: true,
    isMode: false,
    needsChoice: false,
  };
}

function planHost(setting: ConfigSetting, settings: Settings): ConfigPlan {
  const {
    place: { range },
    raw,
    region,
    placeholder,
  } = setting;
  const [first] = settings.regions ?? [];
  const host =
    placeholder !== undefined
      ? GLOBAL_STS_HOST.replace('.', `.${placeholder}.`)
      : region.state === 'named'
        ? stsHost(region.region)
        : first === undefined
          ? undefined
          : stsHost(first);
  if (host === undefined)
    return left(
      'The setting names the global host, and no region is in sight',
      'Name the regions of your organisation (`regions`, `--regions`), or write the host of a region',
    );
  const at = raw.toLowerCase().indexOf(GLOBAL_STS_HOST);
  if (at === -1) return left('The host is written with escapes', 'Write the host of a region');
  const text = raw.slice(0, at) + host + raw.slice(at + GLOBAL_STS_HOST.length);
  const needsQuotes = setting.isInFlow && /[{}[\],]/.test(host);
  const needsChoice = placeholder === undefined && region.state !== 'named';
  return {
    kind: 'edits',
    edits: [{ range, text: needsQuotes ? `"${text}"` : text }],
    text: host,
    isSafe: false,
    isMode: false,
    needsChoice,
  };
}
