import { findRegion } from '../sts/regions.js';

/** One of these is in every configuration file that says anything about STS. */
const NEEDLES = ['sts.amazonaws.com', 'STS_REGIONAL_ENDPOINTS', 'sts_regional_endpoints', 'sts-regional-endpoints', 'stsRegionalEndpoints'] as const;
/** And one of these in every file that gives an SDK its region. */
const REGION_NEEDLES = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AMAZON_REGION', 'aws-region'] as const;
/** `region` alone is a word of every cloud: it counts in AWS profiles and in files of SAM and of the Serverless Framework. */
const PROFILE_NEEDLES = ['[default', '[profile', 'parameters', 'provider:', '"provider"'] as const;

/** The name of a region setting and what follows it up to its value, also on the next line of `name: AWS_REGION`. */
const REGION_SETTING = /(?:(?:AWS|AMAZON)_(?:DEFAULT_)?REGION|aws-region|\bregion)\b["']?(?:\s*[:=]\s*|[\s,]+["']?[Vv]alue["']?\s*[:=]\s*|\s+)(?:(["'])(.{0,40}?)\1|([\w-]{1,40}))/g;
/** Two words and a number, or what a slip leaves of them. */
const REGION_LIKE = /^\s*[A-Za-z]{2,5}[-_ ]?[A-Za-z]{2,}(?:[-_ ]?[A-Za-z]{2,})?[-_ ]?\d[a-z]?\s*$/;

type Has = (word: string) => boolean;

const mayNameRegion = (has: Has): boolean => REGION_NEEDLES.some(has) || (has('region') && PROFILE_NEEDLES.some(has));

const hasOddRegion = (text: string): boolean => [...text.matchAll(REGION_SETTING)].some(([, , quoted, plain]) => {
  const region = quoted ?? plain ?? '';
  return region === 'aws-global' || (REGION_LIKE.test(region) && !findRegion(region));
});

/**
 * Whether a configuration file may concern STS at all: it has one of our words, or it sets a region that is not written as AWS writes it.
 * Cheap, so that files without any of this are never parsed.
 */
export function mayConcernStsConfig(text: string): boolean {
  const has: Has = (word) => text.includes(word);
  return NEEDLES.some(has) || (mayNameRegion(has) && hasOddRegion(text));
}

/** The same on a file's bytes, most of which are never decoded. */
export function configBytesMayConcernSts(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has: Has = (word) => buffer.includes(word);
  return NEEDLES.some(has) || (mayNameRegion(has) && hasOddRegion(buffer.toString('latin1')));
}
