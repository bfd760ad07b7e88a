import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../ast/parents.js';
import type { Site, StsModel } from '../model/types.js';
import { left, NOTHING, type Plan } from './plan.js';
import { quoted, styleOf } from './style.js';

/**
 * `new AWS.TemporaryCredentials(params, masterCredentials)` takes no STS configuration; `ChainableTemporaryCredentials` makes the same
 * AssumeRole call and takes one. `SAMLCredentials` has no such relative.
 */
export function planTemporaryCredentials(site: Site, model: StsModel): Plan {
  if (site.construct.forSomeProfiles) return NOTHING;
  const { text } = model.source;
  const callee = unwrap(site.callee);
  const [params, master, ...more] = site.node.arguments;
  const setVariable = 'Set AWS_STS_REGIONAL_ENDPOINTS=regional where the code runs';
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.property.name !== 'TemporaryCredentials') return left(`\`${site.name}\` takes no STS configuration`, setVariable);
  if (!params || more.length > 0 || params.type === 'SpreadElement' || master?.type === 'SpreadElement') return left(`The arguments of \`${site.name}\` cannot be read`, setVariable);
  const object = unwrap(params);
  // Without a RoleArn the old class calls GetSessionToken, which the new one does too only when there are no role parameters.
  if (object.type === 'ObjectExpression' && !object.properties.some((p) => p.type === 'Property' && p.key.type === 'Identifier' && p.key.name === 'RoleArn')) return left(`\`${site.name}\` without a RoleArn asks for a session token`, setVariable);
  if (object.type === 'ObjectExpression' && object.properties.some((p) => p.type === 'Property' && p.key.type === 'Identifier' && /^(?:TokenCode|SerialNumber)$/.test(p.key.name))) return left(`\`${site.name}\` carries a one-time code`, setVariable);
  const source = (node: TSESTree.Node): string => text.slice(node.range[0], node.range[1]);
  const config = [`params: ${source(params)}`, ...(master ? [source(master) === 'masterCredentials' ? 'masterCredentials' : `masterCredentials: ${source(master)}`] : []), `stsConfig: { stsRegionalEndpoints: ${quoted('regional', styleOf(model.source))} }`];
  return {
    kind: 'edits',
    edits: [
      { range: callee.property.range, text: 'ChainableTemporaryCredentials' },
      { range: [params.range[0], (master ?? params).range[1]], text: `{ ${config.join(', ')} }` },
    ],
  };
}
