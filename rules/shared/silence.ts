import type { HostString } from '../../src/model/types.js';

/** Clauses that several rules have for reporting nothing. */
export const CALLS_NO_STS = 'it does not call STS';
export const ONLY_V2 = 'only SDK v2 has this problem';
export const ONLY_V3 = 'only SDK v3 has this problem';
export const HAS_FAILOVER = 'it has a second region to go to, or is built by the failover helper';
export const NOT_SENT = 'it sends no request itself';

export const notReadable = (why: string): string => `its configuration cannot be read: ${why}`;

const MEANINGS: Readonly<Record<HostString['meaning'], string>> = {
  endpoint: 'it is an endpoint',
  setting: 'it is a setting of the environment',
  identity: 'it is a name here, such as an audience or a principal, and no endpoint',
  stub: 'a test replaces the host',
  unknown: 'the file does not show what it is for',
};

/** What a host is, where it is no endpoint of a request. */
export const meaningOfHost = ({ meaning }: HostString): string => MEANINGS[meaning];
