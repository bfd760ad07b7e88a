import type { Region } from '../../../sts/partition.js';

/** When STS answers in a region: the part of IAM's region table that its name does not tell. */
export interface Activation {
  /** `undefined` where the source of the opt-in status does not know the region. */
  readonly activeByDefault: boolean | undefined;
  readonly note: string;
}

/** In the partition `aws` an administrator can switch STS off in a region, except where the global endpoint has its home (IAM User Guide, "AWS STS Regions and endpoints"). */
const CANNOT_BE_DEACTIVATED = 'us-east-1';

/** Whether STS answers in the region for every account, and what changes that. */
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
