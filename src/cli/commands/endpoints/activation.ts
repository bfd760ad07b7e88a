import type { Region } from '../../../sts/partition.js';

/** For which accounts STS answers in a region, after the table of regions in the IAM documentation. */
export interface Activation {
  /** `undefined` where the source of the opt-in status does not know the region. */
  readonly activeByDefault: boolean | undefined;
  readonly note: string;
}

/**
 * In the partition `aws` an administrator can switch STS off in every region but this one, the home of the global
 * endpoint (IAM User Guide, "AWS STS Regions and endpoints").
 */
const CANNOT_BE_DEACTIVATED = 'us-east-1';

/** Whether STS answers in the region for every account, and who can change that. */
export function activationOf({ name, partition, optIn }: Region): Activation {
  if (optIn === 'opt-in') return { activeByDefault: false, note: 'Active once the account has enabled the region.' };
  if (optIn === 'unknown')
    return {
      activeByDefault: undefined,
      note: 'Newer than the source of the opt-in status; regions since 2019 are opt-in.',
    };
  if (partition !== 'aws') return { activeByDefault: true, note: 'Active.' };
  return {
    activeByDefault: true,
    note:
      name === CANNOT_BE_DEACTIVATED
        ? 'Active; cannot be deactivated.'
        : 'Active; an administrator of the account can deactivate it.',
  };
}
