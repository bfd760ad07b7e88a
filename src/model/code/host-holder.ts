import type { TSESTree } from '@typescript-eslint/utils';
import { staticName, unwrap, wrapped } from '../../ast/parents.js';
import type { Node, Source } from '../../ast/source.js';
import { isEnvironment } from '../../ast/value-of-member.js';

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
