import type { TSESTree } from '@typescript-eslint/utils';
import { lookUp } from '../../ast/object-value.js';
import { shortText } from '../../ast/parents.js';
import { walk } from '../../ast/source.js';
import { HELPER_FUNCTIONS } from '../helper-functions.js';
import type { Surroundings } from '../settings/surroundings.js';
import { regionState, type RegionState } from './site-facts.js';
import type { StsModel } from '../types.js';

/** A call of the failover helper that says where home is. */
export interface HelperCall {
  readonly node: TSESTree.CallExpression;
  readonly name: string;
  readonly region: RegionState;
}

/**
 * The calls of the failover helper with a configuration. One with an endpoint is left out, because the endpoint decides
 * the host.
 */
export function helperCalls(model: StsModel, surroundings: Pick<Surroundings, 'isHelper'>): readonly HelperCall[] {
  // The names are searched for first, because `isHelper` reads imported files.
  const isNamed = [...HELPER_FUNCTIONS.keys()].some((name) => model.source.text.includes(name));
  if (!isNamed || ![...model.modules].some((module) => surroundings.isHelper(module))) return [];
  const calls: HelperCall[] = [];
  walk(model.source.ast, model.source.visitorKeys, (node) => {
    if (node.type !== 'CallExpression') return;
    const origin = model.originOf(node.callee);
    const places = HELPER_FUNCTIONS.get(origin?.path.join('.') ?? '');
    if (!places || origin?.module === undefined || !surroundings.isHelper(origin.module)) return;
    for (const place of places) {
      const argument = node.arguments[place];
      const configuration = argument && model.valueOf(argument);
      if (configuration?.kind !== 'object' || lookUp(configuration, 'endpoint').state !== 'absent') continue;
      calls.push({
        node,
        name: shortText(node.callee, model.source.text),
        region: regionState(lookUp(configuration, 'region')),
      });
    }
  });
  return calls;
}
