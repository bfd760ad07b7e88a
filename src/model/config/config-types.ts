import type { ConfigFormat, Range } from '../../config-files/types.js';
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
   * `endpoint`, `request`: the global host, as a setting or in a command that calls it. `unclear-host`: the global
   * host, with an unclear purpose. `mode`, `annotation`: the legacy mode. `region`: any region that an SDK gets.
   * `web-identity`: a token with which SDK v2 gets credentials, in an environment that does not set the mode.
   */
  readonly kind: 'endpoint' | 'request' | 'unclear-host' | 'mode' | 'annotation' | 'region' | 'web-identity';
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
  /** Where another setting goes in the text, for a setting that lacks one beside it. */
  readonly beside?: Beside;
}

/** The text around a setting that another one is written beside. */
export interface Beside {
  readonly text: string;
  readonly format: ConfigFormat;
  /** The setting with its name: an item of a list, or a pair of a map. */
  readonly item: Range;
}

/** What runs in an environment of a deployment. */
export type Program =
  /** The image of a Dockerfile, which is given as its text. */
  | { readonly kind: 'this-image'; readonly dockerfile: string }
  /** An image that is built from a folder, which is relative to the file. `names`: the service. */
  | {
      readonly kind: 'build';
      readonly context: string;
      readonly dockerfile: string | undefined;
      readonly names: readonly string[];
    }
  /** An image by its name. `names`: the workload and the container. */
  | { readonly kind: 'image'; readonly image: string; readonly names: readonly string[] }
  /** Files that Node.js runs, relative to the repository. */
  | { readonly kind: 'files'; readonly files: readonly string[] };

/** Whether what runs is known to get its credentials through the default chain of SDK v2. */
export type UsesDefaultChain = (program: Program) => boolean;

/** What is known of the region of a setting: its name, or only that there will be one, or nothing. */
export type RegionInSight =
  { readonly state: 'named'; readonly region: string } | { readonly state: 'given' } | { readonly state: 'absent' };
