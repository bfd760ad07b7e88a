import type { CodemodName } from '../../engine.js';

/** What each codemod does to a site, for reports. */
export const WHAT_CODEMODS_DO: Readonly<Record<CodemodName, string>> = {
  'regional-endpoints': 'From the global endpoint to a regional one.',
  'explicit-regions': 'A region is named where there was none.',
  failover: 'Goes on in another region when the first one fails.',
  'sts-regional': 'To a regional endpoint, with an explicit region and failover.',
};
