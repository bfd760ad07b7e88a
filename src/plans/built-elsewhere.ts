import type { Site } from '../model/types.js';
import { left } from './obstacles/index.js';
import type { Plan } from './plan.js';

/** A class that is passed on is built where no edit of this call reaches. */
export const unlessBuiltElsewhere = (plan: Plan, { isBuiltElsewhere, name }: Site): Plan =>
  plan.kind === 'edits' && isBuiltElsewhere ? left('built-elsewhere', { name }) : plan;
