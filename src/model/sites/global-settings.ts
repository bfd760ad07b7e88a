import type { TSESTree } from '@typescript-eslint/utils';
import { alwaysRuns } from '../../ast/definite-assignment.js';
import type { PropertyState } from '../../ast/object-value.js';
import { ancestors, contains, isFunction, staticName, unwrap } from '../../ast/parents.js';
import { someBelow, type Node } from '../../ast/source.js';
import type { Site, StsModel } from '../types.js';

/** The region that `AWS.config` of SDK v2 gives to a site. Where the code sets it under a condition, it may be absent. */
export function globalRegionOf(site: Site, model: StsModel): PropertyState {
  const { region, regionWrites } = model.globalConfig;
  return region.state === 'present' && regionWrites.every((write) => isSkipped(write, site.node, regionWrites, model))
    ? { ...region, always: false }
    : region;
}

/** Whether a site may run where a write has not: the write is under a condition that the site is not under. */
function isSkipped(write: Node, site: Node, writes: readonly Node[], model: StsModel): boolean {
  let child = write;
  let isConditional = false;
  for (const ancestor of ancestors(write)) {
    if (isFunction(ancestor) || contains(ancestor, site)) break;
    const isHere = isUnderCondition(ancestor, child);
    if (isHere && isWhereMissing(ancestor, child, model)) return false;
    isConditional = (isConditional || isHere) && !alwaysRuns(ancestor, writes);
    child = ancestor;
  }
  return isConditional;
}

type Conditional = TSESTree.IfStatement | TSESTree.ConditionalExpression | TSESTree.LogicalExpression;

function isUnderCondition(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test !== child;
    case 'LogicalExpression':
      return parent.right === child;
    case 'SwitchStatement':
      return parent.discriminant !== child && parent.cases.every(({ test }) => test !== null);
    case 'CatchClause':
      return true;
    default:
      return false;
  }
}

/** `if (!AWS.config.region) AWS.config.region = …`: where nothing is written, there is a region already. */
function isWhereMissing(parent: Node, child: Node, model: StsModel): boolean {
  if (!isConditional(parent)) return false;
  const test = unwrap(parent.type === 'LogicalExpression' ? parent.left : parent.test);
  const isElse = parent.type === 'LogicalExpression' ? parent.operator === '||' : parent.alternate === child;
  return saysRegion(test, model) && (isElse ? !isNegative(test) : isNegative(test));
}

const isConditional = (node: Node): node is Conditional =>
  node.type === 'IfStatement' || node.type === 'ConditionalExpression' || node.type === 'LogicalExpression';

const saysRegion = (test: Node, { source }: StsModel): boolean =>
  someBelow(
    test,
    source.visitorKeys,
    (at) =>
      (at.type === 'Identifier' && /region/i.test(at.name)) ||
      (at.type === 'MemberExpression' && /region/i.test(staticName(at) ?? '')),
  );

/** `!region`, `region === undefined`, `region == null`, `typeof region === 'undefined'` */
const isNegative = (test: Node): boolean =>
  (test.type === 'UnaryExpression' && test.operator === '!') ||
  (test.type === 'BinaryExpression' && /^={2,3}$/.test(test.operator));
