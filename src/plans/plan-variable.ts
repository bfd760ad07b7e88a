import { optionsOf } from '../ast/value.js';
import { MODE_ANNOTATION, MODE_VARIABLE } from '../model/mode-names.js';
import { isLegacyAnnotation } from '../model/sites/mode-in-environment.js';
import type { EnvironmentWrite } from '../model/types.js';
import { left } from './obstacles/index.js';
import { NOTHING, type Plan } from './plan.js';

/** What is done about a variable of the environment that the code sets so that it leads to the global host. */
export function planVariable(write: EnvironmentWrite): Plan {
  const isSetTo = (text: string): boolean =>
    optionsOf(write.value).some(
      ({ kind, ...option }) => kind === 'literal' && 'value' in option && String(option.value).toLowerCase() === text,
    );
  if (write.name === MODE_VARIABLE && isSetTo('legacy')) return planModeVariable(write);
  if (isLegacyAnnotation(write)) return planModeVariable(write);
  if (write.name === 'AWS_REGION' && isSetTo('aws-global')) return left('global-region-variable', { name: write.name });
  return NOTHING;
}

/**
 * Sets AWS_STS_REGIONAL_ENDPOINTS to the regional mode, or the annotation of EKS to `true`, where the code writes the
 * legacy mode out.
 */
export function planModeVariable({ name, value }: EnvironmentWrite): Plan {
  if (name === MODE_ANNOTATION) {
    if (value.node.type !== 'Literal') return left('legacy-annotation-elsewhere', { name });
    const { raw } = value.node;
    const text = /false/i.test(raw) && raw !== 'false' ? raw.replace(/false/i, 'true') : "'true'";
    return { kind: 'edits', edits: [{ range: value.node.range, text }] };
  }
  if (value.node.type !== 'Literal') return left('legacy-variable-elsewhere', { name });
  return { kind: 'edits', edits: [{ range: value.node.range, text: value.node.raw.replace(/legacy/i, 'regional') }] };
}
