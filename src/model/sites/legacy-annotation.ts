import { MODE_ANNOTATION } from '../mode-names.js';
import type { EnvironmentWrite } from '../types.js';

/** Whether code sets the annotation of EKS to `false`, as the text that it must be or as a boolean. */
export const isLegacyAnnotation = ({ name, value }: EnvironmentWrite): boolean =>
  name === MODE_ANNOTATION && value.kind === 'literal' && /^false$/i.test(String(value.value).trim());
