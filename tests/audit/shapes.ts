/**
 * Records of STS in the shapes that AWS and public repositories publish, rewritten with invented accounts, names and
 * addresses, and what is to be read in each. `source` says where the shape was seen.
 */
import { readText } from '../repository/repository.js';
import type { WorkloadKind } from '../../src/audit/call.js';
import type { Destination } from '../../src/audit/destination.js';
import type { PrincipalKind } from '../../src/audit/principal.js';
import type { SdkId } from '../../src/audit/user-agent/sdks.js';

export interface Shape {
  readonly name: string;
  readonly source: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly destination: Destination;
    readonly principal: readonly [kind: PrincipalKind, name: string, account?: string];
    readonly sdk: SdkId;
    readonly workload?: readonly [kind: WorkloadKind, name?: string];
    readonly servedIn?: string;
  };
}

export const SHAPES = JSON.parse(readText('tests/audit/fixtures/shapes.json')) as readonly Shape[];
