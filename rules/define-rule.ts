import type { ConfigModel } from '../src/model/config/config-types.js';
import type { Surroundings } from '../src/model/settings/surroundings.js';
import type { Subject } from '../src/model/subject.js';
import type { StsModel } from '../src/model/types.js';
import type { ConfigPlan } from '../src/plans/plan-config-setting.js';
import type { Plan } from '../src/plans/plan.js';
import { fill } from '../src/text/fill.js';
import type { Span } from '../src/text/positions.js';

/** The two configurations. */
export type Preset = 'recommended' | 'strict';

export type SeverityWord = 'off' | 'warn' | 'error';

export type MessageData = Readonly<Record<string, string>>;

/** Texts with `{{name}}` placeholders, by their ids. */
export type Messages = Readonly<Record<string, string>>;

/**
 * One problem at one place. A rule states facts and nothing else. The facts that are reported get the rule's name, the
 * severity and the edits later.
 */
export interface Fact {
  /** The site, host, chain or setting that the fact is about. Only one fact about it is reported. */
  readonly subject: object;
  readonly messageId: string;
  /** Fills the placeholders of the message. `host` is added where it is known. */
  readonly data: MessageData;
  /** What is underlined: the callee of a constructor or the one setting, never a block. */
  readonly where: Span;
  /** `strict`: only the strict configuration reports it. Without a level both do. */
  readonly level?: Preset;
  /** A warning in every configuration, because the code may be right. */
  readonly isWarning?: true;
  /** The host that the request goes to, where it is known and is not the rule's own `host`. */
  readonly host?: string | undefined;
  /** How to fix the site. It is called once, and only for a fact that is reported. */
  readonly plan?: () => Plan | ConfigPlan;
  /** The title under which the edits are offered where they are not safe enough for a fix: an id in `suggestions`. */
  readonly suggestion?: string;
}

/** What a rule says of a subject: a fact, or why it reports nothing, as a clause about it: `it does not call STS`. */
export type Verdict = Fact | string;

/** The facts among verdicts. */
export const factsIn = (verdicts: readonly Verdict[]): readonly Fact[] =>
  verdicts.filter((verdict) => typeof verdict !== 'string');

/**
 * One rule: its texts, its severities, and how it finds problems. Everything else about a rule is derived from this.
 */
export interface Rule<Name extends string = string> {
  readonly name: Name;
  /** What the rule is for, in one sentence without a full stop. */
  readonly description: string;
  readonly type: 'problem' | 'suggestion';
  /** Its severity in each of the two configurations. */
  readonly severity: Readonly<Record<Preset, SeverityWord>>;
  /** What the option `strict` adds. Without this text the rule has no options. */
  readonly strict?: string;
  /** Some of its plans are safe, so that `eslint --fix` applies them. */
  readonly fixable?: true;
  /** The host that all requests go to that the rule reports. */
  readonly host?: string;
  /** Each is at most 140 characters long with everyday names: what is wrong, why, what to do. */
  readonly messages: Messages;
  /** Titles of edits, which say what the code will do. */
  readonly suggestions?: Messages;
  readonly find: (model: StsModel, surroundings: Surroundings) => readonly Fact[];
  /** The same for one subject, with the reason where it reports nothing. None: the rule does not look at such subjects. */
  readonly judge: (subject: Subject, model: StsModel, surroundings: Surroundings) => readonly Verdict[];
  readonly findInConfig?: (model: ConfigModel, surroundings: Surroundings) => readonly Fact[];
}

/** Keeps the name of a rule as a type, so that the list of rules knows all names. */
export const defineRule = <const Name extends string>(rule: Rule<Name>): Rule<Name> => rule;

/** The text of a message or title of a rule, its placeholders filled the way ESLint does. */
export function textOf({ messages, suggestions }: Rule, id: string, data: MessageData): string {
  return fill(messages[id] ?? suggestions?.[id] ?? id, data);
}
