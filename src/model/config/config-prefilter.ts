import { closestRegion } from '../../sts/region-spelling.js';
import { findRegion, isWellFormedRegion, normaliseRegion } from '../../sts/regions.js';

/** One of these is in every configuration file that says anything about STS. */
const NEEDLES = [
  'sts.amazonaws.com',
  'STS_REGIONAL_ENDPOINTS',
  'sts_regional_endpoints',
  'sts-regional-endpoints',
  'stsRegionalEndpoints',
] as const;
/** And one of these in every file that gives an SDK its region. */
const REGION_NEEDLES = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AMAZON_REGION', 'aws-region'] as const;
/** `region` alone is a word of every cloud: it counts in AWS profiles and in files of SAM and of the Serverless Framework. */
const PROFILE_NEEDLES = ['[default', '[profile', 'stack_name', 'provider:', '"provider"'] as const;

/** What stands between a name and its value, also where the value is on the next line of `name: AWS_REGION`; and the value. */
const VALUE = /\b["']?(?:\s*[:=]\s*|[\s,]+["']?[Vv]alue["']?\s*[:=]\s*|\s+)(?:(["'])(.{0,40}?)\1|([\w-]{1,40}))/;
const REGION_VARIABLE = new RegExp(`(?:(?:AWS|AMAZON)_(?:DEFAULT_)?REGION|aws-region)${VALUE.source}`, 'g');
const REGION_KEY = new RegExp(`\\bregion${VALUE.source}`, 'g');
/** Two words and a number, or what a slip leaves of them. */
const REGION_LIKE = /^\s*[A-Za-z]{2,5}[-_ ]?[A-Za-z]{2,}(?:[-_ ]?[A-Za-z]{2,})?[-_ ]?\d[a-z]?\s*$/;

type Has = (word: string) => boolean;

/** Whether a value is worth parsing a file for: a region of AWS is not, nor is one of another cloud, which is near to none. */
function isOdd(region: string): boolean {
  if (region === 'aws-global') return true;
  if (!REGION_LIKE.test(region) || findRegion(region)) return false;
  const tidy = normaliseRegion(region);
  return findRegion(tidy) !== undefined || isWellFormedRegion(tidy) || closestRegion(tidy) !== undefined;
}

const hasOddRegion = (text: string, pattern: RegExp): boolean =>
  [...text.matchAll(pattern)].some(([, , quoted, plain]) => isOdd(quoted ?? plain ?? ''));

function mayConcern(has: Has, textOf: () => string): boolean {
  if (NEEDLES.some(has)) return true;
  if (REGION_NEEDLES.some(has) && hasOddRegion(textOf(), REGION_VARIABLE)) return true;
  return has('region') && PROFILE_NEEDLES.some(has) && hasOddRegion(textOf(), REGION_KEY);
}

/**
 * Whether a configuration file may concern STS at all: it has one of our words, or it sets a region that is not written as AWS writes it.
 * Cheap, so that files without any of this are never parsed.
 */
export const mayConcernStsConfig = (text: string): boolean =>
  mayConcern(
    (word) => text.includes(word),
    () => text,
  );

/** The same on a file's bytes, most of which are never decoded. */
export function configBytesMayConcernSts(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return mayConcern(
    (word) => buffer.includes(word),
    () => buffer.toString('latin1'),
  );
}
