import type { TSESTree } from '@typescript-eslint/utils';
import { onceFor } from '../ast/once-for.js';
import { contains, staticName, unwrap } from '../ast/parents.js';
import { walk, type Node } from '../ast/source.js';
import type { HostString, StsModel } from '../model/types.js';
import { signingAt } from '../model/sites/requests.js';
import { findRegion } from '../sts/regions.js';
import { signerOf } from '../sts/signers.js';
import type { Edit } from '../text/edit.js';
import { quoted, type Style } from './edits/style.js';

/** The region of a request that the code makes itself, and how the code writes it. */
export interface Home {
  /** Its name, when the file decides it. */
  readonly name: string | undefined;
  /** The expression in the host that gives the region; `undefined` when the host spells the region out. */
  readonly expression: Node | undefined;
  readonly text: string;
  /** Everything in the file that names this region: hosts, and regions of signatures. */
  readonly nodes: readonly Node[];
}

/**
 * The region of a host that a request goes to. `undefined` when it cannot be named, or when the host is not an ordinary
 * regional one.
 */
export function homeOfHost(host: HostString, model: StsModel): Home | undefined {
  const expression = regionHole(host.node, model);
  if (host.host.kind === 'template')
    return host.host.region && expression
      ? withNodes({ name: undefined, expression, text: textOf(expression, model) }, model)
      : undefined;
  if (host.host.kind !== 'regional') return undefined;
  return withNodes(
    { name: host.host.region, expression, text: expression ? textOf(expression, model) : host.host.region },
    model,
  );
}

/** The region that an expression gives, for requests whose host follows from it. */
export function homeOfRegion(node: Node, model: StsModel): Home {
  const value = model.valueOf(node);
  const name = value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
  const isWritten = unwrap(node).type === 'Literal';
  return withNodes(
    {
      name,
      expression: isWritten ? undefined : node,
      text: isWritten && name !== undefined ? name : textOf(node, model),
    },
    model,
  );
}

function withNodes(home: Omit<Home, 'nodes'>, model: StsModel): Home {
  const found: Node[] = [];
  const known = { ...home, nodes: [] };
  for (const host of model.hosts) {
    if (host.meaning === 'identity' || host.meaning === 'stub') continue;
    const hole = regionHole(host.node, model);
    if (
      host.host.kind === 'template'
        ? hole !== undefined && isHome(hole, known, model)
        : host.host.kind === 'regional' && host.host.region === home.name
    )
      found.push(host.node);
  }
  found.push(...signingRegionsOf(model).filter(({ value }) => isHome(value, known, model)));
  return { ...home, nodes: found };
}

/** All regions that signatures of the file are for. */
const signingRegionsOf = onceFor((model: StsModel): readonly TSESTree.Property[] => {
  const found: TSESTree.Property[] = [];
  walk(model.source.ast, model.source.visitorKeys, (node) => {
    const region = signingRegionAt(node, model);
    if (region) found.push(region);
  });
  return found;
});

/**
 * The `region: …` of what signs a request: of the options of aws4 or of a `SignatureV4`, `signingRegion` of one
 * signature, `aws` of aws4fetch.
 */
function signingRegionAt(node: Node, model: StsModel): TSESTree.Property | undefined {
  if (
    node.type !== 'Property' ||
    !/^(?:region|signingRegion)$/.test(staticName(node) ?? '') ||
    node.parent.type !== 'ObjectExpression'
  )
    return undefined;
  let object: Node = node.parent;
  while (object.parent && unwrap(object.parent) !== object.parent) object = object.parent;
  const holder = object.parent;
  if (holder?.type === 'NewExpression')
    return signerOf(model.originOf(holder.callee))?.by === 'signature-v4' ? node : undefined;
  if (holder?.type === 'CallExpression') return signingAt(holder, model) ? node : undefined;
  if (holder?.type === 'Property') return staticName(holder) === 'aws' ? node : undefined;
  // const options = { host, region, … }; aws4.sign(options)
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return undefined;
  const variable = model.source.scopeManager.getDeclaredVariables(holder)[0];
  const isSigned = variable?.references.some(
    ({ identifier }) =>
      identifier.parent.type === 'CallExpression' &&
      identifier.parent.arguments[0] === identifier &&
      signingAt(identifier.parent, model)?.by === 'aws4',
  );
  return isSigned === true ? node : undefined;
}

/** The region that all signatures in a piece of code are for, if it is written out. */
export function signingRegionIn(code: Node, model: StsModel): string | undefined {
  const values = signingRegionsOf(model).flatMap((region) =>
    contains(code, region) ? [model.valueOf(region.value)] : [],
  );
  const [name, ...others] = new Set(values.map((value) => (value.kind === 'literal' ? value.value : undefined)));
  return typeof name === 'string' && others.length === 0 && findRegion(name) ? name : undefined;
}

/** Whether a piece of code makes a signature for a region. */
export const signsIn = (code: Node, model: StsModel): boolean =>
  signingRegionsOf(model).some((region) => contains(code, region));

/** Whether an expression is the region of the request. */
export function isHome(node: Node, home: Home, model: StsModel): boolean {
  const expression = node.type === 'Property' ? node.value : node;
  const value = model.valueOf(expression);
  if (home.name !== undefined && value.kind === 'literal') return value.value === home.name;
  return textOf(unwrap(expression), model) === home.text;
}

/** What the helper gets as home. Nothing where the code reads AWS_REGION, because the helper does that itself. */
export function homeText(home: Home, style: Style): string | undefined {
  if (!home.expression) return quoted(home.name ?? home.text, style);
  return /^process\.env(?:\.AWS_REGION|\[(['"])AWS_REGION\1\])!?$/.test(home.text) ? undefined : home.text;
}

/**
 * Edits that make everything in a node follow a region. `undefined` where a host is written in a way that we cannot
 * edit.
 */
export function regionalEdits(
  node: Node,
  home: Home,
  model: StsModel,
  region: string,
  stsHost: string,
): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const regional of home.nodes.filter((each) => contains(node, each))) {
    const edit =
      regional.type === 'Property'
        ? regionEdit(regional, region)
        : hostEdit(regional, home, model, `${stsHost}(${region})`);
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits;
}

const regionEdit = (property: TSESTree.Property, region: string): Edit => ({
  range: property.range,
  text: staticName(property) === region ? region : `${staticName(property)}: ${region}`,
});

const SUFFIX = String.raw`\.amazonaws\.com(?:\.cn)?`;

function hostEdit(node: Node, home: Home, model: StsModel, host: string): Edit | undefined {
  const { text } = model.source;
  const operands = node.type === 'BinaryExpression' ? operandsOf(node) : [node];
  const written = new RegExp(
    `sts\\.(?:${escaped(home.name ?? '\u0000')}|\\$\\{\\s*${escaped(home.text)}\\s*\\})${SUFFIX}`,
    'i',
  );
  for (const operand of operands) {
    const raw = rawOf(operand, text);
    const match = raw === undefined ? null : written.exec(raw);
    if (raw === undefined || !match) continue;
    if (match[0].length === raw.length) return { range: operand.range, text: host };
    return {
      range: operand.range,
      text: `\`${raw.slice(0, match.index)}\${${host}}${raw.slice(match.index + match[0].length)}\``,
    };
  }
  // 'https://sts.' + region + '.amazonaws.com/'
  for (const [index, hole] of operands.entries()) {
    const before = rawOf(operands[index - 1], text);
    const after = rawOf(operands[index + 1], text);
    const suffix = after === undefined ? null : new RegExp(`^${SUFFIX}`).exec(after);
    if (before?.endsWith('sts.') !== true || after === undefined || !suffix || textOf(hole, model) !== home.text)
      continue;
    const [rest, lead] = [after.slice(suffix[0].length), before.slice(0, -'sts.'.length)];
    return {
      range: [(operands[index - 1] as Node).range[0], (operands[index + 1] as Node).range[1]],
      text: lead === '' && rest === '' ? host : `\`${lead}\${${host}}${rest}\``,
    };
  }
  return undefined;
}

/** The expression between `sts.` and `.amazonaws.com`. */
function regionHole(node: Node, model: StsModel): Node | undefined {
  const { text } = model.source;
  if (node.type === 'TemplateLiteral')
    return node.expressions.find(
      (_, index) =>
        /\bsts\.$/i.test(node.quasis[index]?.value.raw ?? '') &&
        /^\.amazonaws\.com/i.test(node.quasis[index + 1]?.value.raw ?? ''),
    );
  if (node.type !== 'BinaryExpression') return undefined;
  const operands = operandsOf(node);
  return (
    operands.find(
      (_, index) =>
        /\bsts\.$/i.test(rawOf(operands[index - 1], text) ?? '') &&
        /^\.amazonaws\.com/i.test(rawOf(operands[index + 1], text) ?? ''),
    ) ??
    operands
      .map((operand) => (operand.type === 'TemplateLiteral' ? regionHole(operand, model) : undefined))
      .find((hole) => hole !== undefined)
  );
}

/** `a + b + c`, left to right. */
function operandsOf(node: Node): readonly Node[] {
  const inner = unwrap(node);
  return inner.type === 'BinaryExpression' && inner.operator === '+'
    ? [...operandsOf(inner.left), ...operandsOf(inner.right)]
    : [inner];
}

/** The text of a string or template without its quotes, as it would stand in a template. */
function rawOf(node: Node | undefined, text: string): string | undefined {
  const raw = node && text.slice(node.range[0] + 1, node.range[1] - 1);
  if (raw === undefined || node === undefined) return undefined;
  if (node.type === 'TemplateLiteral') return raw;
  return node.type === 'Literal' && typeof node.value === 'string'
    ? raw.replace(/\\(['"])/g, '$1').replace(/`|\$\{/g, '\\$&')
    : undefined;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const textOf = (node: Node, model: StsModel): string => model.source.text.slice(node.range[0], node.range[1]);
