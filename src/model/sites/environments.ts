import { unwrap } from '../../ast/parents.js';
import { optionsOf, type Value } from '../../ast/value.js';
import { predict, type Known, type Literal, type Prediction } from '../../sts/sdk-behaviour.js';
import type { Surroundings } from '../settings/surroundings.js';
import type { Site, StsModel } from '../types.js';
import { configurationOf, sdkOf } from './site-facts.js';

const VARIABLE = 'AWS_REGION';

/** What the SDK does with a site where the environment names this region, or none. */
export function predictWhere(
  region: string | undefined,
  site: Site,
  model: StsModel,
  surroundings: Pick<Surroundings, 'versionOf'>,
): Prediction {
  const written = site.configuration.setting('region');
  const configuration = configurationOf(site, model);
  const read = written.state === 'present' && written.always ? valueWhere(region, written.value, model) : undefined;
  return predict(
    site.construct,
    read ? { ...configuration, region: read } : configuration,
    sdkOf(site, surroundings),
    region === undefined ? {} : { [VARIABLE]: region },
  );
}

/** What a value is where AWS_REGION has this value, or none: `process.env.AWS_REGION ?? 'eu-west-1'`. */
function valueWhere(region: string | undefined, value: Value, model: StsModel): Known<Literal> | undefined {
  if (value.kind === 'environment' && value.name === VARIABLE) return { state: 'known', value: region };
  if (value.kind === 'literal') return { state: 'known', value: value.value };
  const node = unwrap(value.node);
  if (value.kind !== 'choice' || node.type !== 'LogicalExpression' || node.operator === '&&') return undefined;
  const left = model.valueOf(node.left);
  if (left.kind !== 'environment' || left.name !== VARIABLE) return undefined;
  if (region !== undefined) return { state: 'known', value: region };
  const right = model.valueOf(node.right);
  const [only, ...others] = optionsOf(right);
  return only && others.length === 0 ? valueWhere(region, only, model) : undefined;
}
