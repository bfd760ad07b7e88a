import { lookUp, type PropertyState } from '../../ast/object-value.js';
import { choice, isNothing, optionsOf, type Option } from '../../ast/value.js';
import type { Site } from '../types.js';

/** A site as it is on some paths of the code. */
export interface Branch {
  readonly site: Site;
  /** What is not set on these paths: `endpoint`, or a variable. `undefined` for the site as it is written. */
  readonly unset: string | undefined;
}

const ABSENT: PropertyState = { state: 'absent' };

/**
 * The site as it is written, and as it is on the paths that give it no endpoint: `local ? { endpoint } : {}`,
 * `...(local && { endpoint })`, `endpoint: process.env.STS_ENDPOINT`. The SDKs take an endpoint that is `undefined` for
 * none.
 */
export function branchesOf(site: Site): readonly Branch[] {
  const written = { site, unset: undefined };
  const branch = withoutEndpoint(site);
  return branch ? [written, branch] : [written];
}

function withoutEndpoint(site: Site): Branch | undefined {
  const { configuration } = site;
  const endpoint = configuration.setting('endpoint');
  if (!configuration.value || site.construct.kind === 'aws4') return undefined;
  if (endpoint.state !== 'present' || !endpoint.isWhole) return undefined;
  const options = optionsOf(configuration.value).filter(mayLackEndpoint);
  if (options.length === 0) return undefined;
  const value = choice(options, configuration.value.node);
  const { value: given } = endpoint;
  return {
    site: {
      ...site,
      configuration: {
        ...configuration,
        setting: (name) => (name === 'endpoint' ? ABSENT : lookUp(value, name)),
      },
    },
    unset: given.kind === 'environment' ? given.name : 'endpoint',
  };
}

function mayLackEndpoint(option: Option): boolean {
  const endpoint = lookUp(option, 'endpoint');
  return endpoint.state === 'absent' || isSometimes(endpoint);
}

/** Whether a setting is given on some paths only: it may be left out, `undefined`, or a variable that is not set. */
export const isSometimes = (setting: PropertyState): boolean =>
  setting.state === 'present' &&
  (!setting.always || setting.value.kind === 'environment' || optionsOf(setting.value).some(isNothing));
