import type { Node } from '../../ast/source.js';
import type { StsModel } from '../types.js';

/**
 * `AWS.config.update({ stsRegionalEndpoints })` in a file that builds no client of its own: it reaches the clients of
 * no other file either.
 */
export const idleFlagIn = ({ globalConfig, sites }: StsModel): Node | undefined =>
  sites.some(({ construct }) => construct.sdk === 'v2') ? undefined : globalConfig.regionalFlag;
