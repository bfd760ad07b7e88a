import type { Plan } from '../edits/plan.js';
import type { MessageData, Suggestion } from './finding.js';

/** A suggestion that does what the codemod does; none where the plan needs the failover helper or leaves the site alone. */
export const suggestionsFor = (messageId: string, plan: Plan, data: MessageData = {}): readonly Suggestion[] =>
  plan.kind === 'edits' && plan.needs === undefined ? [{ messageId, data, edits: plan.edits }] : [];
