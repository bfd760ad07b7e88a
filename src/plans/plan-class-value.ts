import type { Surroundings } from '../model/settings/surroundings.js';
import type { ClassValue } from '../model/sites/class-values.js';
import { left } from './obstacles/index.js';
import { NOTHING, type Plan } from './plan.js';

/**
 * The class is built elsewhere, so no call here can be rewritten. A person has to use `createStsClient(config, STS)` of
 * the helper where it is built.
 */
export const planClassValue = ({ name }: ClassValue, { isTest }: Pick<Surroundings, 'isTest'>): Plan =>
  isTest ? NOTHING : left('class-passed-on', { name });
