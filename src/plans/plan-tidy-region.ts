import type { LiteralValue } from '../ast/value.js';
import { normaliseRegion } from '../sts/regions.js';
import { NOTHING, type Plan } from './plan.js';

/** Writes a region as AWS writes it: without blanks, in small letters. */
export function planTidyRegion({ node, value }: LiteralValue): Plan {
  if (node.type !== 'Literal' || typeof node.value !== 'string') return NOTHING;
  const region = String(value);
  const text = node.raw.replace(region, normaliseRegion(region));
  return { kind: 'edits', edits: [{ range: node.range, text }], isSafe: true };
}
