import type { TSESTree } from '@typescript-eslint/utils';
import { lookUp } from '../ast/object-value.js';
import { contains, isFunction, propertyNamed, staticName, unwrap } from '../ast/parents.js';
import { isFreeAt } from '../ast/scopes.js';
import { childrenOf, type Node, type Source } from '../ast/source.js';
import type { Surroundings } from '../model/settings/surroundings.js';
import { whyNotDeferrable } from '../model/sites/deferral.js';
import type { Site, StsModel } from '../model/types.js';
import { mayHonourParentRegion } from '../sts/sdk-behaviour.js';
import { editedPart, insertion, type Edit } from '../text/edit.js';
import { appendArgument } from './edits/arguments.js';
import { expressionText, parenthesesFor } from './edits/expression-text.js';
import { addProperty } from './edits/object-literal.js';
import type { PlaceBefore, Statement } from './edits/statement-before.js';
import { braced, styleOf } from './edits/style.js';
import { indentationOf } from '../text/lines.js';
import { hoistedOf, type Hoisted, type HoistedValue } from './hoisting.js';
import { left } from './obstacles/index.js';
import { withoutEnvironmentSpread } from './plan-client.js';
import { need } from './plan-with-helper.js';
import type { FailoverOptions, Plan } from './plan.js';
import { shorthand } from './request-options.js';

/**
 * `fromX({ …, clientConfig })` → `stsProvider((clientConfig) => fromX({ …, clientConfig }), clientConfig)`: the helper
 * builds the provider once for each region. `release` removes an endpoint that the helper uses anyway.
 */
export function planProvider(
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  { nameOf }: FailoverOptions,
  release: readonly Edit[] = [],
): Plan {
  const { node, name } = site;
  const { source } = model;
  const [argument] = node.arguments;
  const literal = argument && unwrap(argument);
  const property = literal && propertyNamed(literal, 'clientConfig');
  const hoisted = hoistedOf(site, model);
  const why = whyNotBuiltAgain(site, property, hoisted, model);
  if (why !== undefined) return left('provider-not-repeatable', { name, why });
  if (literal && literal.type !== 'ObjectExpression') return left('provider-options-elsewhere', { name });
  if (!property && literal && lookUp(model.valueOf(literal), 'clientConfig').state !== 'absent')
    return left('client-config-from-spread', { name });
  const own = ownConfiguration(property?.value, site, model, surroundings, release);
  if (own === undefined) return left('region-of-parent', { name });
  const leaving = [...(hoisted?.values ?? []).map((value) => value.node), ...(property ? [property] : [])];
  const parameter = parameterFor(node, source, leaving);
  const passed = shorthand('clientConfig', parameter);
  const passing = property
    ? { range: property.range, text: passed }
    : literal
      ? addProperty(literal, passed, source)
      : appendArgument(node, braced(passed, styleOf(source)), source);
  const { before, behind } = hoisted ? declarationsOf(hoisted, surroundings, source) : { before: [], behind: [] };
  const edits = [
    ...before,
    insertion(node.range[0], `${nameOf('stsProvider')}((${parameter}) => `),
    ...(hoisted?.values ?? []).map(mentionOf),
    passing,
    insertion(
      node.range[1],
      own === '' ? ')' : `, ${dedented(own, property, indentationOf(node, source.text), source)})`,
    ),
    ...behind,
  ];
  return { kind: 'edits', edits, needs: need('v3', 'stsProvider'), moves: leaving.map(({ range }) => range) };
}

/** `getDefaultRoleAssumer(config)` → `stsProvider((clientConfig) => getDefaultRoleAssumer(clientConfig), config)`. */
export function planAssumer(
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  { nameOf }: FailoverOptions,
  release: readonly Edit[],
): Plan {
  const { node, name } = site;
  if (whyNotDeferrable(node.callee, model) !== undefined || node.arguments.length > 1)
    return left('assumer-not-repeatable', { name });
  const callee = expressionText(node.callee, model.source);
  const [config] = node.arguments;
  const own = ownConfiguration(config, site, model, surroundings, release);
  if (own === undefined) return left('region-of-parent', { name });
  const parameter = parameterFor(node, model.source, []);
  const rest = own === '' ? '' : `, ${own}`;
  const text = `${nameOf('stsProvider')}((${parameter}) => ${callee}(${parameter})${rest})`;
  const moves = config ? [config.range] : [];
  return { kind: 'edits', edits: [{ range: node.range, text }], needs: need('v3', 'stsProvider'), moves };
}

/**
 * Why the provider may differ when it is built again: because of code that stays inside the function that builds it.
 */
function whyNotBuiltAgain(
  { node }: Site,
  clientConfig: TSESTree.Property | undefined,
  hoisted: Hoisted | undefined,
  model: StsModel,
): string | undefined {
  const goesOutside = (at: Node): boolean =>
    at === clientConfig || hoisted?.values.some((value) => value.node === at) === true;
  const visit = (at: Node): string | undefined => {
    if (goesOutside(at)) return undefined;
    const isSplit = [clientConfig, ...(hoisted?.values ?? []).map((value) => value.node)].some(
      (part) => part && contains(at, part),
    );
    if (!isSplit) return whyNotDeferrable(at, model);
    return childrenOf(at, model.source.visitorKeys)
      .map(visit)
      .find((why) => why !== undefined);
  };
  return childrenOf(node, model.source.visitorKeys)
    .map(visit)
    .find((why) => why !== undefined);
}

/** `const roleArn = config.get('role');` */
function declarationsOf(
  { place, values }: Hoisted,
  { isTypeScript }: Surroundings,
  source: Source,
): ReturnType<PlaceBefore['add']> {
  return place.add(
    values.map(({ node, name, property }) => {
      const [open, close] = parenthesesFor(node);
      const start = `const ${name}${isTypeScript ? typeFor(property, node) : ''} = ${open}`;
      const { text, sources } = moved(node, place.indentation, source);
      return { text: start + text + close, sources: sources.map(([at, from]) => [at + start.length, from] as const) };
    }),
  );
}

/** The text of a node in other indentation, and where each of its lines comes from. */
function moved(node: Node, indentation: string, source: Source): Required<Statement> {
  const original = source.text.slice(...node.range);
  const text = dedented(original, node, indentation, source);
  const sources: [number, number][] = [];
  let [at, from] = [0, node.range[0]];
  const [lines, before] = [text.split('\n'), original.split('\n')];
  for (const [index, line] of lines.entries()) {
    const lost = (before[index] ?? '').length - line.length;
    sources.push([at, from + lost]);
    at += line.length + 1;
    from += line.length + lost + 1;
  }
  return { text, sources };
}

/** The types of options that are strings, as the SDK declares them. */
const TYPES: readonly (readonly [options: RegExp, type: string])[] = [
  [/^(?:RoleArn|ExternalId|Policy|SourceIdentity|Key|Value)$/, ': string | undefined'],
  [/^(?:RoleSessionName|roleArn|roleSessionName|webIdentityToken|policy|providerId)$/, ': string'],
];

/**
 * The type that the option gave the value: `config.get('role')` may get its own from where it stands, and would be
 * `unknown` in a constant.
 */
function typeFor(property: TSESTree.Property | undefined, value: Node): string {
  const inner = unwrap(value);
  const call = inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
  const isGeneric =
    call.type === 'CallExpression' && call.typeArguments === undefined && call.callee.type === 'MemberExpression';
  const option = (property && staticName(property)) ?? '';
  return (isGeneric && TYPES.find(([options]) => options.test(option))?.[1]) || '';
}

const mentionOf = ({ node, name, property }: HoistedValue): Edit =>
  property?.shorthand === true || (property && staticName(property) === name && !property.computed)
    ? { range: property.range, text: shorthand(staticName(property) ?? name, name) }
    : { range: node.range, text: name };

/** A name for the parameter that shadows no name of the user. */
function parameterFor(node: Node, source: Source, moved: readonly Node[]): string {
  const names = [
    'clientConfig',
    'regionalConfig',
    ...Array.from({ length: 9 }, (_, index) => `regionalConfig${index + 2}`),
  ];
  return names.find((name) => isFreeAt(name, node, source, moved)) ?? 'configOfRegion';
}

/**
 * The text of a configuration without what the helper does anyway, and with the region that the SDK takes from
 * elsewhere; empty when nothing remains, `undefined` when that region cannot be read.
 */
function ownConfiguration(
  value: Node | undefined,
  site: Site,
  model: StsModel,
  surroundings: Surroundings,
  release: readonly Edit[],
): string | undefined {
  const { source } = model;
  const literal = value && unwrap(value);
  const region = regionOfParent(site, surroundings, source);
  if (region === UNREADABLE || (region !== undefined && literal && literal.type !== 'ObjectExpression'))
    return undefined;
  if (!value || !literal) return region === undefined ? '' : braced(region, styleOf(source));
  const edits = [...release];
  if (literal.type === 'ObjectExpression' && release.length === 0)
    edits.push(...withoutEnvironmentSpread(literal, source));
  if (literal.type === 'ObjectExpression' && region !== undefined) edits.push(addProperty(literal, region, source));
  const [open, close] = parenthesesFor(value);
  const text = open + editedPart(source.text, value.range, edits) + close;
  return /^\{\s*\}$/.test(text) ? '' : text;
}

const UNREADABLE = Symbol('a region that cannot be read');

/** `region: …` from `parentClientConfig`, where the SDK takes it from there: the helper would not. */
function regionOfParent(
  site: Site,
  { versionOf }: Surroundings,
  source: Source,
): string | undefined | typeof UNREADABLE {
  const { construct, configuration, parentRegion } = site;
  if (configuration.setting('region').state === 'present' || parentRegion.state === 'absent') return undefined;
  if (!mayHonourParentRegion(construct, versionOf(construct.package))) return undefined;
  const node = parentRegion.state === 'present' && parentRegion.always ? parentRegion.node : undefined;
  if (node?.type !== 'Property' || !contains(site.node, node) || isFunction(node.value)) return UNREADABLE;
  return source.text.slice(...node.range);
}

/** Text that moves to a smaller indentation loses the difference. */
function dedented(text: string, moving: Node | undefined, outer: string, source: Source): string {
  const extra = moving ? indentationOf(moving, source.text).slice(outer.length) : '';
  return extra === '' ? text : text.replaceAll(`\n${outer}${extra}`, `\n${outer}`);
}
