import type { PassName } from '../../../engines/migrate/codemods.js';

/** The codemods that need no helper. */
export const WITHOUT_FAILOVER = ['regional-endpoints', 'explicit-regions'] as const satisfies readonly PassName[];

export const REGIONAL_ONLY = `--only ${WITHOUT_FAILOVER.join(',')}`;
