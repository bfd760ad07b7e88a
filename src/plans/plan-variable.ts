import { optionsOf } from '../ast/value.js';
import type { EnvironmentWrite } from '../model/types.js';
import { left } from './obstacles/index.js';
import { NOTHING, type Plan } from './plan.js';

/** What is done about a variable of the environment that the code sets so that it leads to the global host. */
export function planVariable(write: EnvironmentWrite): Plan {
  const isSetTo = (text: string): boolean =>
    optionsOf(write.value).some(
      ({ kind, ...option }) => kind === 'literal' && 'value' in option && String(option.value).toLowerCase() === text,
    );
  if (write.name === 'AWS_STS_REGIONAL_ENDPOINTS' && isSetTo('legacy')) return planModeVariable(write);
  if (write.name === 'AWS_REGION' && isSetTo('aws-global')) return left('global-region-variable', { name: write.name });
  return NOTHING;
}

/** Sets AWS_STS_REGIONAL_ENDPOINTS to the regional mode, where the code writes the legacy mode out. */
export function planModeVariable({ name, value }: EnvironmentWrite): Plan {
  if (value.node.type !== 'Literal') return left('legacy-variable-elsewhere', { name });
  return { kind: 'edits', edits: [{ range: value.node.range, text: value.node.raw.replace(/legacy/i, 'regional') }] };
}
