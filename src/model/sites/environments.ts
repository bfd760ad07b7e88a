import { unwrap } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import type { Value } from '../../ast/value.js';
import { predict, type Known, type Literal, type Prediction } from '../../sts/sdk-behaviour.js';
import type { Surroundings } from '../settings/surroundings.js';
import type { Site, StsModel } from '../types.js';
import { configurationOf, sdkOf } from './site-facts.js';

const VARIABLE = 'AWS_REGION';

/** The expression that decides a value, and what is known of the expressions in it. */
export interface Deciding {
  readonly node: Node;
  readonly valueOf: (node: Node) => Value | undefined;
}

/**
 * What the SDK does with a site where AWS_REGION names this region, or where the environment names none.
 *
 * @param decided the expression that alone decides the site's region, if there is one
 */
export function predictWhere(
  region: string | undefined,
  site: Site,
  model: StsModel,
  surroundings: Pick<Surroundings, 'versionOf'>,
  decided: Deciding | undefined,
): Prediction {
  const written = site.configuration.setting('region');
  const configuration = configurationOf(site, model);
  const read = written.state === 'present' && written.always ? regionWhere(region, written.value, decided) : undefined;
  return predict(
    site.construct,
    read ? { ...configuration, region: read } : configuration,
    sdkOf(site, surroundings),
    region === undefined ? {} : { [VARIABLE]: region },
  );
}

/** What a region is, if AWS_REGION is all that decides it: `process.env.AWS_REGION ?? 'eu-west-1'`. */
function regionWhere(
  region: string | undefined,
  value: Value | undefined,
  decided: Deciding | undefined,
): Known<Literal> | undefined {
  if (value?.kind === 'environment' && value.name === VARIABLE) return { state: 'known', value: region };
  if (value?.kind === 'literal') return { state: 'known', value: value.value };
  if (decided?.node.type !== 'LogicalExpression' || decided.node.operator === '&&') return undefined;
  const left = decided.valueOf(unwrap(decided.node.left));
  if (left?.kind !== 'environment' || left.name !== VARIABLE) return undefined;
  if (region !== undefined) return { state: 'known', value: region };
  return regionWhere(undefined, decided.valueOf(unwrap(decided.node.right)), undefined);
}
