import type { TSESTree } from '@typescript-eslint/utils';
import { lookUp } from '../ast/object-value.js';
import { contains, isKeyOrMember, propertyNamed, unwrap } from '../ast/parents.js';
import { walk, type Node, type Source } from '../ast/source.js';
import { whyNotDeferrable } from '../model/sites/deferral.js';
import type { CallNode, Site, StsModel } from '../model/types.js';
import { editedPart, insertion, type Edit } from '../text/edit.js';
import { appendArgument } from './edits/arguments.js';
import { addProperty } from './edits/object-literal.js';
import { braced, styleOf } from './edits/style.js';
import { indentationOf } from '../text/lines.js';
import { left } from './obstacles/index.js';
import { withoutEnvironmentSpread } from './plan-client.js';
import { need } from './plan-with-helper.js';
import type { FailoverOptions, Plan } from './plan.js';
import { shorthand } from './request-options.js';

/**
 * `fromX({ …, clientConfig })` → `stsProvider((clientConfig) => fromX({ …, clientConfig }), clientConfig)`: built once
 * for each region. `release` takes out the endpoint that the helper goes to itself.
 */
export function planProvider(
  site: Site,
  model: StsModel,
  { nameOf }: FailoverOptions,
  release: readonly Edit[] = [],
): Plan {
  const { node, name } = site;
  const { source } = model;
  const why = whyNotDeferrable(node, model);
  if (why !== undefined) return left('provider-not-repeatable', { name, why });
  const [argument] = node.arguments;
  const literal = argument && unwrap(argument);
  if (literal && literal.type !== 'ObjectExpression') return left('provider-options-elsewhere', { name });
  const property = literal && propertyNamed(literal, 'clientConfig');
  if (!property && literal && lookUp(model.valueOf(literal), 'clientConfig').state !== 'absent')
    return left('client-config-from-spread', { name });
  const parameter = mentionsName(node, 'clientConfig', property, source) ? 'regionalConfig' : 'clientConfig';
  const passed = shorthand('clientConfig', parameter);
  const passing = property
    ? { range: property.range, text: passed }
    : literal
      ? addProperty(literal, passed, source)
      : appendArgument(node, braced(passed, styleOf(source)), source);
  const own = property && ownConfiguration(property.value, release, source);
  const edits = [
    insertion(node.range[0], `${nameOf('stsProvider')}((${parameter}) => `),
    passing,
    insertion(node.range[1], own === undefined ? ')' : `, ${dedented(own, property, node, source)})`),
  ];
  return { kind: 'edits', edits, needs: need('v3', 'stsProvider') };
}

/** `getDefaultRoleAssumer(config)` → `stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig), config)`. */
export function planAssumer(site: Site, model: StsModel, { nameOf }: FailoverOptions, release: readonly Edit[]): Plan {
  const { node, name } = site;
  if (whyNotDeferrable(node, model) !== undefined || node.arguments.length > 1)
    return left('assumer-not-repeatable', { name });
  const callee = model.source.text.slice(node.callee.range[0], node.callee.range[1]);
  const [config] = node.arguments;
  const own = config && ownConfiguration(config, release, model.source);
  const rest = own === undefined ? '' : `, ${own}`;
  const text = `${nameOf('stsProvider')}((clientConfig) => ${callee}(clientConfig)${rest})`;
  return { kind: 'edits', edits: [{ range: node.range, text }], needs: need('v3', 'stsProvider') };
}

/** The text of a configuration without what the helper does anyway; `undefined` when nothing is left of it. */
function ownConfiguration(value: Node, release: readonly Edit[], source: Source): string | undefined {
  const literal = unwrap(value);
  const spreads =
    literal.type === 'ObjectExpression' && release.length === 0 ? withoutEnvironmentSpread(literal, source) : [];
  const text = editedPart(source.text, value.range, [...release, ...spreads]);
  return /^\{\s*\}$/.test(text) ? undefined : text;
}

/**
 * Text that moves from a property to the end of the call loses the indentation that the property had beyond the call's.
 */
function dedented(text: string, property: Node | undefined, node: Node, source: Source): string {
  const outer = indentationOf(node, source.text);
  const extra = property ? indentationOf(property, source.text).slice(outer.length) : '';
  return extra === '' ? text : text.replaceAll(`\n${outer}${extra}`, `\n${outer}`);
}

/** Whether the call mentions a name outside the property that moves: there our parameter would capture it. */
function mentionsName(node: CallNode, name: string, moving: TSESTree.Property | undefined, source: Source): boolean {
  let found = false;
  walk(node, source.visitorKeys, (at) => {
    if (at.type !== 'Identifier' || at.name !== name || (moving && contains(moving, at))) return;
    if (!isKeyOrMember(at)) found = true;
  });
  return found;
}
