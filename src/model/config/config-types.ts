import type { Span } from '../../text/positions.js';

/** What one configuration file says about STS. */
export interface ConfigModel {
  readonly text: string;
  /** In the order of the text. */
  readonly settings: readonly ConfigSetting[];
  /** Why the file was read line by line. */
  readonly unparsable: { readonly message: string; readonly line: number; readonly column: number } | undefined;
}

export interface ConfigSetting {
  /**
   * `endpoint`, `request`: the global host, as a setting or in a command that asks it. `unclear-host`: the global host,
   * with an unclear purpose. `mode`, `annotation`: the legacy mode. `region`: any region that an SDK gets.
   */
  readonly kind: 'endpoint' | 'request' | 'unclear-host' | 'mode' | 'annotation' | 'region';
  readonly name: string;
  readonly value: string;
  readonly place: Span;
  /** The raw text in the file. */
  readonly raw: string;
  readonly isQuoted: boolean;
  /** It is written without quotes inside `{ }` or `[ ]` of YAML. */
  readonly isInFlow: boolean;
  /** The value is written elsewhere, at a YAML anchor. */
  readonly isReference: boolean;
  readonly region: RegionInSight;
  /** How this file writes a region that its tool or SDK fills in: `${aws:region}`, `${AWS::Region}`, `{region}`. */
  readonly placeholder: string | undefined;
}

/** What is known of the region of a setting: its name, or only that there will be one, or nothing. */
export type RegionInSight =
  { readonly state: 'named'; readonly region: string } | { readonly state: 'given' } | { readonly state: 'absent' };
