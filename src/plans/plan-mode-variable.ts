import type { EnvironmentWrite } from '../model/types.js';
import { NOTHING, type Plan } from './plan.js';

/** Sets AWS_STS_REGIONAL_ENDPOINTS to the regional mode, where the code writes the legacy mode out. */
export function planModeVariable({ value }: EnvironmentWrite): Plan {
  if (value.node.type !== 'Literal') return NOTHING;
  return { kind: 'edits', edits: [{ range: value.node.range, text: value.node.raw.replace(/legacy/i, 'regional') }] };
}
