import type { Edit } from '../src/text/edit.js';
import type { ConfigModel } from '../src/model/config/config-types.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import type { Span } from '../src/text/positions.js';
import type { Settings } from '../src/model/settings/settings.js';
import type { StsModel } from '../src/model/types.js';

/** In the order of precedence: where several checks match one site, the first reports. */
export const RULE_NAMES = [
  'no-global-endpoint',
  'no-legacy-endpoint-mode',
  'require-region',
  'no-endpoint-region-mismatch',
  'valid-region',
  'no-ineffective-failover',
  'require-fallback-region',
  'require-vpc-endpoint',
] as const;

export type RuleName = (typeof RULE_NAMES)[number];

export type MessageData = Readonly<Record<string, string>>;

/** One thing that is wrong at one place, with what can be done about it. */
export interface Finding {
  readonly check: RuleName;
  readonly messageId: string;
  readonly data: MessageData;
  /** What is underlined: the callee of a constructor or the one setting, never a block. */
  readonly node: Span;
  /** The site, host or chain that the finding is about; only one finding about it is reported. */
  readonly subject: object;
  /** `strict`: reported by the strict configuration only. */
  readonly level: 'recommended' | 'strict';
  /** A warning in every configuration: what it is about may be right. */
  readonly isWarning?: true;
  /** The host that the request goes to, when it is known. */
  readonly host: string | undefined;
  readonly fix?: readonly Edit[];
  readonly suggestions?: readonly Suggestion[];
}

export interface Suggestion {
  readonly messageId: string;
  readonly data: MessageData;
  readonly edits: readonly Edit[];
}

/** Fills `{{name}}` placeholders the way ESLint does. */
export const fillMessage = (template: string, data: MessageData): string =>
  template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => data[name] ?? whole);

/** One rule's detection: pure, from the model of a file to what is wrong in it, in code and in configuration. */
export interface Rule {
  readonly name: RuleName;
  /** What the rule is for, without a full stop. */
  readonly description: string;
  readonly type: 'problem' | 'suggestion';
  readonly fixable?: true;
  readonly hasSuggestions?: true;
  /** What the option `strict` adds; without it the rule has no options. */
  readonly strict?: string;
  /** What is wrong with the settings that the rule cannot do without; ESLint then stops with this message, as for a wrong option. */
  readonly settingsProblem?: (settings: Settings) => string | undefined;
  readonly messages: Readonly<Record<string, string>>;
  readonly find: (model: StsModel, surroundings: Surroundings) => readonly Finding[];
  readonly findInConfig?: (model: ConfigModel, surroundings: Surroundings) => readonly Finding[];
}
