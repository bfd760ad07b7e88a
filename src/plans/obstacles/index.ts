import type { Left } from '../plan.js';
import { CHAIN_OBSTACLES } from './chain.js';
import { CONFIGURATION_FILE_OBSTACLES } from './configuration-file.js';
import { FILE_OBSTACLES } from './file.js';
import { HELPER_OBSTACLES } from './helper.js';
import { leftBy } from './obstacle.js';
import { CALL_OBSTACLES } from './call.js';
import { REGION_OBSTACLES } from './region.js';
import { REGIONAL_ENDPOINT_OBSTACLES } from './regional-endpoint.js';
import { REQUEST_OBSTACLES } from './request.js';
import { CONFIGURATION_OBSTACLES, SITE_OBSTACLES } from './site.js';

/** Every reason for which a codemod leaves something to a person. */
export const OBSTACLES = {
  ...SITE_OBSTACLES,
  ...CONFIGURATION_OBSTACLES,
  ...CALL_OBSTACLES,
  ...CHAIN_OBSTACLES,
  ...REQUEST_OBSTACLES,
  ...REGIONAL_ENDPOINT_OBSTACLES,
  ...REGION_OBSTACLES,
  ...HELPER_OBSTACLES,
  ...CONFIGURATION_FILE_OBSTACLES,
  ...FILE_OBSTACLES,
};

export type ObstacleCode = keyof typeof OBSTACLES;

/** The names in the `{{…}}` of a text. */
type Placeholders<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type WordsOf<Code extends ObstacleCode> = Placeholders<(typeof OBSTACLES)[Code]['reason' | 'nextStep']>;

/** Leaves something to a person, for a reason of the table. */
export const left = <Code extends ObstacleCode>(
  code: Code,
  ...[words]: [WordsOf<Code>] extends [never] ? [] : [Readonly<Record<WordsOf<Code>, string>>]
): Left => leftBy(code, OBSTACLES[code], words ?? {});
