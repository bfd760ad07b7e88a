import { MODE_ANNOTATION, MODE_VARIABLE } from '../mode-names.js';
import type { EnvironmentWrite, StsModel } from '../types.js';

/** Whether code sets the variable that decides the mode of SDK v2 to this mode. */
export const setsMode = ({ name, value }: EnvironmentWrite, mode: 'legacy' | 'regional'): boolean =>
  name === MODE_VARIABLE && value.kind === 'literal' && String(value.value).toLowerCase() === mode;

/** Whether code sets the annotation of EKS to `false`, as the text that it must be or as a boolean. */
export const isLegacyAnnotation = ({ name, value }: EnvironmentWrite): boolean =>
  name === MODE_ANNOTATION && value.kind === 'literal' && /^false$/i.test(String(value.value).trim());

/** `process.env.AWS_STS_REGIONAL_ENDPOINTS = 'regional'` in the file itself outranks the default. */
export const isRegionalByEnvironment = ({ environmentWrites }: StsModel): boolean =>
  environmentWrites.some((write) => write.of === 'process' && setsMode(write, 'regional'));
