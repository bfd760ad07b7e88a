import type { Site } from '../model/types.js';
import { left } from './obstacles/index.js';
import type { Plan } from './plan.js';

/** A class that is passed on is built in another place, which no edit of this call can change. */
export const unlessBuiltElsewhere = (plan: Plan, { isBuiltElsewhere, name }: Site): Plan =>
  plan.kind === 'edits' && isBuiltElsewhere ? left('built-elsewhere', { name }) : plan;
