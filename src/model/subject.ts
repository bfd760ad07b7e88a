import type { Surroundings } from './settings/surroundings.js';
import { branchOf, requestOf } from './code/hosts.js';
import { classValuesIn, type ClassValue } from './sites/class-values.js';
import { predictSite } from './sites/site-facts.js';
import type { Node } from '../ast/source.js';
import { idleFlagIn } from './sites/idle-flag.js';
import type { Chain, EnvironmentWrite, HostString, LooseFlag, Site, StsModel } from './types.js';

/** What findings, plans and reports of code are about. Those of a configuration file are about its settings. */
export type Subject =
  /** A client, credential class, provider, role assumer or signing call. */
  | { readonly kind: 'site'; readonly site: Site }
  | { readonly kind: 'host'; readonly host: HostString }
  | { readonly kind: 'chain'; readonly chain: Chain }
  | { readonly kind: 'class-value'; readonly value: ClassValue }
  /** An environment variable that the code sets. */
  | { readonly kind: 'variable'; readonly write: EnvironmentWrite }
  | { readonly kind: 'loose-flag'; readonly flag: LooseFlag }
  /** `AWS.config.stsRegionalEndpoints` in a file without a client that it could be meant for. */
  | { readonly kind: 'idle-flag'; readonly node: Node };

export type SubjectKind = Subject['kind'];
export type SubjectOf<Kind extends SubjectKind> = Extract<Subject, { readonly kind: Kind }>;

type Finders = {
  readonly [Kind in SubjectKind]: (model: StsModel, surroundings: Surroundings) => readonly SubjectOf<Kind>[];
};

/** In the order of precedence, where two start and end at one place. */
const FIND: Finders = {
  chain: ({ chains }) => chains.map((chain) => ({ kind: 'chain', chain })),
  'class-value': (model, surroundings) =>
    classValuesIn(model, surroundings).map((value) => ({ kind: 'class-value', value })),
  site: ({ sites }) => sites.map((site) => ({ kind: 'site', site })),
  host: ({ hosts }) => hosts.map((host) => ({ kind: 'host', host })),
  variable: ({ environmentWrites }) => environmentWrites.map((write) => ({ kind: 'variable', write })),
  'loose-flag': ({ looseFlags }) => looseFlags.map((flag) => ({ kind: 'loose-flag', flag })),
  'idle-flag': (model) => {
    const node = idleFlagIn(model);
    return node ? [{ kind: 'idle-flag', node }] : [];
  },
};

export const SUBJECT_KINDS = Object.keys(FIND) as readonly SubjectKind[];

/** Everything of one kind that a file does with STS. */
export const subjectsOfKind = <Kind extends SubjectKind>(
  kind: Kind,
  model: StsModel,
  surroundings: Surroundings,
): readonly SubjectOf<Kind>[] => FIND[kind](model, surroundings);

/** What facts about a subject are about: its part of the model. */
export function partOf(subject: Subject): Site | HostString | Chain | ClassValue | EnvironmentWrite | LooseFlag | Node {
  switch (subject.kind) {
    case 'site':
      return subject.site;
    case 'host':
      return subject.host;
    case 'chain':
      return subject.chain;
    case 'class-value':
      return subject.value;
    case 'variable':
      return subject.write;
    case 'loose-flag':
      return subject.flag;
    case 'idle-flag':
      return subject.node;
  }
}

/** What facts may call their subject when they are about it. */
export const keysOf = (subject: Subject, model: StsModel): readonly object[] =>
  subject.kind === 'host'
    ? [subject.host, requestOf(subject.host, model), branchOf(subject.host, model)]
    : [partOf(subject)];

/** The code of a subject. */
export function nodeOf(subject: Subject): Node {
  const part = partOf(subject);
  return 'node' in part ? part.node : part;
}

/** The offsets between which a subject stands: of a variable, its value. */
export const rangeOf = (subject: Subject): readonly [start: number, end: number] =>
  (subject.kind === 'variable' ? subject.write.value.node : nodeOf(subject)).range;

/** Where the requests of a subject come from, and the host that they go to when the file decides it. */
export interface RequestsOf {
  /** `raw`: without an SDK. */
  readonly sdk: 'v2' | 'v3' | 'raw';
  readonly host?: string;
}

export function requestsOf(subject: Subject, model: StsModel, surroundings: Surroundings): RequestsOf {
  switch (subject.kind) {
    case 'site': {
      const { host } = predictSite(subject.site, model, surroundings);
      return { sdk: subject.site.construct.sdk, ...(host !== undefined && { host }) };
    }
    case 'host': {
      const { host } = subject.host;
      return { sdk: 'raw', ...(host.kind !== 'template' && { host: host.host }) };
    }
    case 'variable':
      return { sdk: subject.write.name === 'AWS_REGION' ? 'v3' : 'v2' };
    case 'idle-flag':
      return { sdk: 'v2' };
    case 'chain':
    case 'class-value':
    case 'loose-flag':
      return { sdk: 'v3' };
  }
}
