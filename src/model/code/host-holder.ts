import type { TSESTree } from '@typescript-eslint/utils';
import type { OriginOf } from '../../ast/origin.js';
import { propertyNamed, staticName, unwrap, wrapped } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import { isEnvironment } from '../../ast/value-of-member.js';
import { optionsOf, type LiteralValue } from '../../ast/value.js';
import type { CodeReader } from './code-reader.js';

/** Keys under which infrastructure code and process launchers hold the environment of a program. */
const ENVIRONMENT = /^(?:environment|env)(?:_?variables|_?vars)?$|^variables$/i;
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
/** What every SDK reads, wherever the variable is set. */
const ENDPOINT_VARIABLES: ReadonlySet<string> = new Set(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS']);

/** Whether a property sets a variable for a program: `environment: { STS_ENDPOINT: … }`, `{ ...process.env, X: … }`. */
export function isEnvironmentOfProgram(property: TSESTree.Property, key: string, source: Source): boolean {
  if (ENDPOINT_VARIABLES.has(key)) return true;
  const object = property.parent;
  if (!VARIABLE.test(key) || object.type !== 'ObjectExpression') return false;
  const holder = wrapped(object).parent;
  return (
    (holder?.type === 'Property' && ENVIRONMENT.test(staticName(holder) ?? '')) ||
    object.properties.some((each) => each.type === 'SpreadElement' && isEnvironment(unwrap(each.argument), source))
  );
}

/** Packages in whose terms code describes infrastructure. */
const INFRASTRUCTURE = /^(?:@pulumi\/|cdktf(?:\/|$)|@cdktf\/|aws-cdk-lib(?:\/|$)|@aws-cdk\/|cdk8s|constructs$)/;
/** Keys and variables that hold the endpoints of services: `endpoints: [{ sts: … }]` of Pulumi and CDKTF. */
const ENDPOINTS = /^(?:aws|custom|service|provider)?_?endpoints$/i;

/**
 * The name of a setting of infrastructure that a property is: `endpoints.sts`, or `stsEndpoint` of an object of Pulumi,
 * CDKTF or the CDK. Nothing in the code sends a request there. The tool does, or what it deploys.
 */
export function settingOfInfrastructure(
  property: TSESTree.Property,
  key: string,
  isEndpoint: boolean,
  { text }: Source,
  originOf: OriginOf,
): string | undefined {
  if (/^sts$/i.test(key)) {
    const { parent } = outOfLists(property.parent);
    if (parent?.type === 'Property' && ENDPOINTS.test(staticName(parent) ?? '')) return `endpoints.${key}`;
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && ENDPOINTS.test(parent.id.name))
      return IMPORTS_INFRASTRUCTURE.test(text) ? `endpoints.${key}` : undefined;
  }
  return isEndpoint && isOfInfrastructure(property, originOf) ? key : undefined;
}

/** Whether a property is in the options of an object of Pulumi, CDKTF or the CDK. */
function isOfInfrastructure(property: TSESTree.Property, originOf: OriginOf): boolean {
  let holder = outOfLists(property.parent);
  while (holder.parent?.type === 'Property') holder = outOfLists(holder.parent.parent);
  const { parent } = holder;
  return parent?.type === 'NewExpression' && INFRASTRUCTURE.test(originOf(unwrap(parent.callee))?.module ?? '');
}

/**
 * The names that `stsRegion` of a provider of Pulumi or CDKTF may have. A provider with endpoints of its own, such as
 * LocalStack, accepts any name.
 */
export function providerRegionsAt(
  property: TSESTree.Property,
  { text }: Source,
  { originOf, valueOf }: CodeReader,
): readonly LiteralValue[] {
  if (staticName(property) !== 'stsRegion' || !isOfInfrastructure(property, originOf)) return [];
  const endpoints = propertyNamed(property.parent, 'endpoints');
  if (endpoints && !text.slice(endpoints.range[0], endpoints.range[1]).includes('amazonaws')) return [];
  return optionsOf(valueOf(property.value)).filter((option) => option.kind === 'literal');
}

const IMPORTS_INFRASTRUCTURE = new RegExp(`(?:from|require\\()\\s*['"]${INFRASTRUCTURE.source.slice(1)}`);

/** The outermost of the lists around an object. */
function outOfLists(object: Node): Node {
  const outer = wrapped(object);
  return outer.parent?.type === 'ArrayExpression' ? outOfLists(outer.parent) : outer;
}

/**
 * Whether an object is a row of a table, such as the endpoints of many services: the code may look up any of its rows,
 * so the file shows no request. Objects that a call gets are its options.
 */
export function isRowOfTable(object: Node): boolean {
  if (object.type !== 'ObjectExpression') return false;
  const row = wrapped(object);
  const table = row.parent?.type === 'Property' ? row.parent.parent : row.parent;
  const rows =
    table?.type === 'ArrayExpression'
      ? table.elements
      : table?.type === 'ObjectExpression'
        ? table.properties.map((each) => (each.type === 'Property' ? each.value : each))
        : [];
  if (!table || isOptionOfCall(table)) return false;
  const keys = new Set(object.properties.map((each) => each.type === 'Property' && staticName(each)));
  return rows.some((other) => {
    const inner = other && unwrap(other);
    return (
      inner?.type === 'ObjectExpression' &&
      inner !== object &&
      inner.properties.some((each) => each.type === 'Property' && keys.has(staticName(each) ?? false))
    );
  });
}

/** Whether an object or list is in the arguments of a call. `Object.freeze(…)` gives back what it gets. */
function isOptionOfCall(node: Node): boolean {
  const { parent } = wrapped(node);
  if (parent?.type === 'Property' || parent?.type === 'ObjectExpression' || parent?.type === 'ArrayExpression')
    return isOptionOfCall(parent);
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return false;
  const callee = unwrap(parent.callee);
  return callee.type !== 'MemberExpression' || staticName(callee) !== 'freeze';
}
