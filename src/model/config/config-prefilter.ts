import { closestRegion } from '../../sts/region-spelling.js';
import { findRegion, isWellFormedRegion, normaliseRegion } from '../../sts/regions.js';

/** Every configuration file that says something about STS contains one of these. */
const NEEDLES = [
  'sts.amazonaws.com',
  'STS_REGIONAL_ENDPOINTS',
  'sts_regional_endpoints',
  'sts-regional-endpoints',
  'stsRegionalEndpoints',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
] as const;
/** Every file that sets the region of an SDK contains one of these. */
const REGION_NEEDLES = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AMAZON_REGION', 'aws-region', 'sts_region'] as const;
/**
 * `region` is used by every cloud. It only counts in AWS profiles, in files of SAM and the Serverless Framework, and
 * for Terraform's provider.
 */
const PROFILE_NEEDLES = [
  '[default',
  '[profile',
  'stack_name',
  'provider:',
  '"provider"',
  'provider "aws"',
  'backend "s3"',
] as const;

/** A colon or equals sign, and the header of a YAML block. */
const SEPARATOR = String.raw`\s*[:=]\s*(?:[|>][-+\d]*[^\S\n]*(?:#.*)?\n\s*)?`;
/** What separates a name from its value. The value may also be on the line after `name: AWS_REGION`. */
const BEFORE_VALUE = String.raw`\b["']?(?:${SEPARATOR}|[\s,]+["']?[Vv]alue["']?${SEPARATOR}|\s+)`;
const VALUE = BEFORE_VALUE + /(?:(["'])(.{0,40}?)\1|([\w-]{1,40}))/.source;
const REGION_VARIABLE = new RegExp(`(?:(?:AWS|AMAZON)_(?:DEFAULT_)?REGION|aws-region|sts_region)${VALUE}`, 'g');
const REGION_KEY = new RegExp(`\\bregion${VALUE}`, 'g');
/** Two words and a number, perhaps with a typo. */
const REGION_LIKE = /^\s*[A-Za-z]{2,5}[-_ ]?[A-Za-z]{2,}(?:[-_ ]?[A-Za-z]{2,})?[-_ ]?\d[a-z]?\s*$/;

/**
 * Every file with such words has one of these parts, and most files have none. Short words that start with a rare
 * character are found several times as fast as others.
 */
const PARTS = ['.amazo', 'STS_RE', 'Region', 'WEB_ID', 'REGION', 'region'] as const;

type Has = (word: string) => boolean;

/** Whether a value is a reason to parse the file. A region of AWS is not, and neither is a region of another cloud. */
function isOdd(region: string): boolean {
  if (region === 'aws-global') return true;
  if (!REGION_LIKE.test(region) || findRegion(region)) return false;
  const tidy = normaliseRegion(region);
  return findRegion(tidy) !== undefined || isWellFormedRegion(tidy) || closestRegion(tidy) !== undefined;
}

const hasOddRegion = (text: string, pattern: RegExp): boolean =>
  [...text.matchAll(pattern)].some(([, , quoted, plain]) => isOdd(quoted ?? plain ?? ''));

function mayConcern(has: Has, textOf: () => string): boolean {
  if (!PARTS.some(has)) return false;
  if (NEEDLES.some(has)) return true;
  if (REGION_NEEDLES.some(has) && hasOddRegion(textOf(), REGION_VARIABLE)) return true;
  return has('region') && PROFILE_NEEDLES.some(has) && hasOddRegion(textOf(), REGION_KEY);
}

/**
 * Whether a configuration file may concern STS: it contains one of our words, or it sets a region that is not spelt as
 * AWS spells it. This is fast, so other files are never parsed.
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
