import type { TSESTree } from '@typescript-eslint/utils';
import type { PropertyState } from '../ast/object-value.js';
import type { Origin, OriginOf } from '../ast/origin.js';
import type { Node, Source } from '../ast/source.js';
import type { TypeInformation } from '../ast/type-information.js';
import type { ImportedValue, ValueOf } from '../ast/evaluation.js';
import type { Tracer } from '../ast/trace.js';
import type { ImportedType } from '../ast/type-annotations.js';
import type { LiteralValue, Value } from '../ast/value.js';
import type { StsHost } from '../sts/hosts.js';
import type { Construct } from '../sts/packages.js';
import type { Span } from '../text/positions.js';

/** What one file does with STS. Rules, codemods and the command line know a file only through this. */
export interface StsModel {
  readonly source: Source;
  /** Clients, credential classes, providers, role assumers and signing calls, in source order. */
  readonly sites: readonly Site[];
  /** Credential chains with links that use STS. */
  readonly chains: readonly Chain[];
  /** Every string that names an STS host, with what it means. */
  readonly hosts: readonly HostString[];
  /** `AWS.config` of SDK v2. */
  readonly globalConfig: GlobalConfig;
  /** Environment variables that the code sets: `process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'`. */
  readonly environmentWrites: readonly EnvironmentWrite[];
  /** Lists of regions to go to when one fails. */
  readonly regionLists: readonly RegionList[];
  /** The regions in `stsRegion` of infrastructure code, whose tool asks STS there. */
  readonly providerRegions: readonly LiteralValue[];
  /** `useGlobalEndpoint: true` for a class whose origin the file does not show. */
  readonly looseFlags: readonly LooseFlag[];
  /** Signers that the code builds to sign requests of its own. */
  readonly signers: readonly Signer[];
  /** The specifiers of the modules that the file imports or requires. */
  readonly modules: ReadonlySet<string>;
  readonly originOf: OriginOf;
  readonly valueOf: ValueOf;
}

/** What other files of the project say about the names that a file imports. */
export interface Imports {
  readonly value: ImportedValue;
  readonly type: ImportedType;
  /** The origin of an export, or of what an exported function returns. */
  readonly origin: (module: string, exported: string, isCalled: boolean) => Origin | undefined;
}

/** What is known beyond the file's own text. */
export interface ProjectKnowledge {
  readonly imports?: Imports;
  readonly types?: TypeInformation;
  /** Told what is evaluated. */
  readonly tracer?: Tracer;
}

export type CallNode = TSESTree.NewExpression | TSESTree.CallExpression;

export interface Site {
  readonly node: CallNode;
  readonly callee: Node;
  /** The user's own words for what is built: `AWS.STS`. */
  readonly name: string;
  readonly construct: Construct;
  /** The class is passed to a function or to reflection, which builds it. No edit of this call can change how. */
  readonly isBuiltElsewhere: boolean;
  /** The file imports the class from another file of the project, which may have configured the SDK. */
  readonly isReExported: boolean;
  readonly configuration: Configuration;
  /** v3 providers: the service client or provider that gets this provider, as far as the file shows. */
  readonly caller: Caller | undefined;
  /** v3 providers and role assumers: the region in `parentClientConfig`, for those that read it. */
  readonly parentRegion: PropertyState;
  readonly use: SiteUse;
  /** A test replaces what is built here, or only compares it, so that nothing is sent. */
  readonly isMocked: boolean;
  /** The call asks a person for a one-time code, or the client sends one, so it must never be repeated. */
  readonly asksForMfa: boolean;
  /**
   * `false` for v2 Cognito without a RoleArn, which only calls Cognito, and for v3 providers that get functions to call
   * STS with.
   */
  readonly callsSts: boolean;
}

/**
 * How the code uses what it builds. `presigned`: requests are only signed here, and another party sends them. `unsent`:
 * the code only reads the client's configuration, or calls what sends nothing.
 */
export type SiteUse = 'sent' | 'presigned' | 'unsent';

/** The client that a provider is given to, or the provider with a client of its own. */
export interface Caller {
  /** The user's word for it; `undefined` for a client that other code builds. */
  readonly name: string | undefined;
  readonly region: PropertyState;
  /**
   * The regions of several clients with different regions that use the provider: it takes that of the one that uses it
   * first.
   */
  readonly differing?: readonly PropertyState[];
}

/** The settings that reach the STS client, from wherever the construct takes them. */
export interface Configuration {
  /** The expression of the configuration, if there is one. */
  readonly node: Node | undefined;
  /** That expression, if it is an object literal at the site itself. */
  readonly literal: TSESTree.ObjectExpression | undefined;
  /** The value of the expression; `undefined` when there is no expression, or when it cannot be read. */
  readonly value: Value | undefined;
  /** Why the configuration as a whole cannot be read; `undefined` when it can, or when it is absent. */
  readonly opaque: string | undefined;
  readonly setting: (name: string) => PropertyState;
}

export interface Chain {
  readonly node: TSESTree.CallExpression;
  readonly name: string;
  /** The links that use STS, in order. */
  readonly links: readonly Site[];
  /** The number of all links. */
  readonly length: number;
  /** One expression makes a link for each region of a list: `...regions.map((region) => fromX(…region…))`. */
  readonly isPerRegion: boolean;
}

/**
 * `endpoint`: a request goes there. `setting`: an environment variable holds it, which may lead every client there.
 * `identity`: an audience, principal, event source, namespace or expectation. `stub`: a test replaces the host.
 * `unknown`: the file does not show it.
 */
export type HostMeaning = 'endpoint' | 'setting' | 'identity' | 'stub' | 'unknown';

/** A host whose region is an expression in the string. */
export interface TemplateHost {
  readonly kind: 'template';
  readonly region: Node | undefined;
  /** `https://${endpoint}.sts.${region}.vpce.amazonaws.com` */
  readonly isInterfaceEndpoint: boolean;
}

export interface HostString {
  /** The literal, template or concatenation. */
  readonly node: Node;
  /** Where a report about it stands. */
  readonly place: Span;
  /** The host for messages: `` sts.${region}.amazonaws.com ``. */
  readonly name: string;
  readonly host: StsHost | TemplateHost;
  readonly meaning: HostMeaning;
  /** The environment variable that is set to it, when it is a setting. */
  readonly variable: string | undefined;
  /** The call that sends the request, or the object whose key the host is. */
  readonly sink: Node | undefined;
  /** The site whose `endpoint` it is. */
  readonly site: Site | undefined;
  /** The request is only signed here; another party sends it, to this host. */
  readonly isPresigned: boolean;
}

export interface GlobalConfig {
  /** `AWS.config.sts.region`, else `AWS.config.region`, if the file sets them. */
  readonly region: PropertyState;
  /** The assignments and calls that set it. */
  readonly regionWrites: readonly Node[];
  /** `AWS.config.sts.endpoint`, else `AWS.config.endpoint`, which every client without one of its own takes. */
  readonly endpoint: PropertyState;
  /** Which of the two. */
  readonly endpointName: string;
  /**
   * Where the file sets `stsRegionalEndpoints` globally, which STS clients ignore (SDK v2 reads only the
   * constructor's).
   */
  readonly regionalFlag: Node | undefined;
  /** Configuration that the file sets but we cannot read. */
  readonly opaque: string | undefined;
}

export interface EnvironmentWrite {
  readonly name: string;
  /**
   * `process`: it is set for the running program. `deployment`: it is set for the program that infrastructure code
   * describes.
   */
  readonly of: 'process' | 'deployment';
  readonly value: Value;
  readonly node: Node;
  /** One case of a test needs the variable so, and no other program sees it. */
  readonly isOfTestCase: boolean;
}

export interface RegionList {
  /** The regions in order. For a list under the key of its home region, the home comes first. */
  readonly elements: readonly LiteralValue[];
}

export interface LooseFlag {
  readonly node: Node;
  /** The class that the configuration goes to. */
  readonly name: string;
}

export interface Signer {
  readonly node: Node;
  readonly name: string;
  readonly region: LiteralValue & { readonly value: string };
  readonly regionNode: Node;
}
