import type { Node } from '../ast/source.js';
import { browserSignAt } from '../model/browser.js';
import type { StsModel } from '../model/types.js';
import { left, type Plan } from './plan.js';

/** The plan, unless it brings the helper, which imports modules of Node.js, into code that is bundled for browsers. */
export function unlessForBrowsers(plan: Plan, node: Node, model: StsModel): Plan {
  if (plan.kind !== 'edits' || plan.needs === undefined) return plan;
  const sign = browserSignAt(node, model);
  return sign === undefined ? plan : left(`This code is bundled for browsers (${sign}), where the helper's modules of Node.js are missing`, 'Get the credentials on a server and fail over there, or keep one region here');
}
