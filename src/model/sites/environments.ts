import { unwrap } from '../../ast/parents.js';
import { soleValue } from '../../ast/scopes.js';
import type { Node } from '../../ast/source.js';
import type { Value } from '../../ast/value.js';
import { predict, type Known, type Literal, type Prediction } from '../../sts/sdk-behaviour.js';
import type { Surroundings } from '../settings/surroundings.js';
import type { Site, StsModel } from '../types.js';
import { configurationOf, sdkOf } from './site-facts.js';

const VARIABLE = 'AWS_REGION';

/** What the SDK does with a site where AWS_REGION names this region, or where the environment names none. */
export function predictWhere(
  region: string | undefined,
  site: Site,
  model: StsModel,
  surroundings: Pick<Surroundings, 'versionOf'>,
): Prediction {
  const written = site.configuration.setting('region');
  const configuration = configurationOf(site, model);
  const read =
    written.state === 'present' && written.always
      ? (known(written.value, region) ?? choiceWhere(region, givenAt(written.node), model))
      : undefined;
  return predict(
    site.construct,
    read ? { ...configuration, region: read } : configuration,
    sdkOf(site, surroundings),
    region === undefined ? {} : { [VARIABLE]: region },
  );
}

/** The expression that a property or an assignment gives. */
function givenAt(node: Node): Node {
  if (node.type === 'Property') return node.value;
  return node.type === 'AssignmentExpression' ? node.right : node;
}

/** What a value is, if AWS_REGION is all that decides it. */
function known(value: Value, region: string | undefined): Known<Literal> | undefined {
  if (value.kind === 'environment' && value.name === VARIABLE) return { state: 'known', value: region };
  return value.kind === 'literal' ? { state: 'known', value: value.value } : undefined;
}

/** What `process.env.AWS_REGION ?? 'eu-west-1'` is. */
function choiceWhere(region: string | undefined, given: Node, model: StsModel): Known<Literal> | undefined {
  const node = unwrap(given);
  if (node.type === 'Identifier') {
    const written = soleValue(node, model.source);
    return written && written !== node ? choiceWhere(region, written, model) : undefined;
  }
  if (node.type !== 'LogicalExpression' || node.operator === '&&') return undefined;
  const left = model.valueOf(node.left);
  if (left.kind !== 'environment' || left.name !== VARIABLE) return undefined;
  return region === undefined ? known(model.valueOf(node.right), region) : { state: 'known', value: region };
}
