import type { RuleName } from '../../../rules/index.js';
import type { Prediction } from '../../sts/sdk-behaviour.js';

/** A line of a file, as it is written. */
export interface CodeLine {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Everything that is said about one call, request or setting. */
export interface Explanation {
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** The user's own words for it. */
  readonly name: string;
  /** What it is: `a client of SDK v3`. */
  readonly what: string;
  /** What the code says: the settings that decide where the request goes. */
  readonly settings: readonly SettingExplanation[];
  readonly version?: VersionExplanation;
  /** What the SDK does. */
  readonly predictions: readonly PredictionExplanation[];
  /** One for each rule, in the order of precedence. */
  readonly rules: readonly RuleAnswer[];
}

export interface SettingExplanation {
  readonly name: string;
  /** What it holds, in words. */
  readonly value: string;
  /** Where that comes from, from the call to the value. */
  readonly steps: readonly CodeLine[];
}

export interface VersionExplanation {
  readonly package: string;
  /** `undefined`: nothing names one. */
  readonly version: string | undefined;
  /** What says so, in words. */
  readonly how: string;
}

export interface PredictionExplanation {
  /** What AWS_REGION is set to; `null`: it is not set. Missing where it does not matter. */
  readonly environmentRegion?: string | null;
  /** What is not set on these paths of the code: `endpoint`, or a variable. */
  readonly unset?: string;
  /** More than one where the SDK version, or what is only known when the code runs, decides. */
  readonly possible: readonly Pick<Prediction, 'outcome' | 'host' | 'signingRegion' | 'reason'>[];
}

/**
 * `reports`: this is the report of the site. `disabled`: a comment hides it. `hidden`: another rule reports the site.
 * `strict`: only the strict configuration reports it. `off`: the rule is off. `silent`: it finds nothing wrong.
 * `apart`: the rule does not look at such places.
 */
export interface RuleAnswer {
  readonly rule: RuleName;
  readonly state: 'reports' | 'disabled' | 'hidden' | 'strict' | 'off' | 'silent' | 'apart';
  /** Of a report. */
  readonly severity?: 'warning' | 'error';
  /** The message of the report, or why there is none, as a clause. */
  readonly because: string;
}
