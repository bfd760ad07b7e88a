import type { ObstacleCode } from '../../../src/plans/obstacles/index.js';
import type { Example } from './example.js';
import { CALLS, CHAINS, CONFIGURATIONS, HELPERS, REQUESTS, SITES } from './failover.js';
import { CONFIGURATION_FILES, FILES, REGIONAL_ENDPOINTS, REGIONS } from './regions.js';

/** An example of each obstacle: the types see to it that none is forgotten. */
export const EXAMPLES: Readonly<Record<ObstacleCode, Example>> = {
  ...SITES,
  ...CONFIGURATIONS,
  ...CALLS,
  ...CHAINS,
  ...REQUESTS,
  ...HELPERS,
  ...REGIONAL_ENDPOINTS,
  ...REGIONS,
  ...CONFIGURATION_FILES,
  ...FILES,
};
