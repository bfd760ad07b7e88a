import type { TSESTree } from '@typescript-eslint/utils';
import { ancestors, calleeName, isFunction, propertyNamed, staticName, unwrap } from '../../ast/parents.js';
import type { Node } from '../../ast/source.js';
import { MODE_ANNOTATION } from '../mode-names.js';
import type { EnvironmentWrite } from '../types.js';
import type { CodeReader } from './code-reader.js';

/** The variables that say where requests go, and the annotation with which EKS sets one of them. */
const VARIABLES: ReadonlySet<string> = new Set(['AWS_STS_REGIONAL_ENDPOINTS', 'AWS_REGION', MODE_ANNOTATION]);

/** `process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'` */
export function environmentAssignmentAt(
  node: TSESTree.AssignmentExpression,
  { valueOf }: CodeReader,
): EnvironmentWrite | undefined {
  const target = unwrap(node.left);
  const name = target.type === 'MemberExpression' ? staticName(target) : undefined;
  // The name is checked first, so that the target of every other assignment is not evaluated.
  if (name === undefined || !VARIABLES.has(name)) return undefined;
  if (valueOf(target).kind !== 'environment') return undefined;
  return { name, of: 'process', value: valueOf(node.right), node, isOfTestCase: isInTestCase(node) };
}

/** Whether a node is in a function that `it`, `describe` or a like function of test libraries calls. */
const isInTestCase = (node: Node): boolean =>
  [...ancestors(node)].some(
    (around) => isFunction(around) && around.parent.type === 'CallExpression' && isTestCase(around.parent.callee),
  );

/** `it`, `test.only`, `describe.each([…])` */
function isTestCase(callee: Node): boolean {
  const called = unwrap(callee);
  if (called.type === 'Identifier') return TEST_CASES.has(called.name);
  if (called.type === 'CallExpression') return isTestCase(called.callee);
  if (called.type === 'TaggedTemplateExpression') return isTestCase(called.tag);
  return called.type === 'MemberExpression' && isTestCase(called.object);
}

const TEST_CASES: ReadonlySet<string> = new Set(['describe', 'context', 'suite', 'it', 'test', 'specify']);

/**
 * `environment: { AWS_STS_REGIONAL_ENDPOINTS: 'legacy' }` and
 * `[{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'legacy' }]` of infrastructure written as code.
 */
export function environmentPropertyAt(node: TSESTree.Property, { valueOf }: CodeReader): EnvironmentWrite | undefined {
  const key = staticName(node);
  if (key === undefined || node.parent.type !== 'ObjectExpression') return undefined;
  if (VARIABLES.has(key))
    return { name: key, of: 'deployment', value: valueOf(plainValue(node.value)), node, isOfTestCase: false };
  if (key !== 'name' || node.value.type !== 'Literal' || typeof node.value.value !== 'string') return undefined;
  const value = VARIABLES.has(node.value.value) ? propertyNamed(node.parent, 'value')?.value : undefined;
  return value && { name: node.value.value, of: 'deployment', value: valueOf(value), node, isOfTestCase: false };
}

/** Methods that add one variable or annotation: `lambda.addEnvironment(name, value)` of the CDK, and of cdk8s. */
const ADDS = /^add(?:Environment|EnvironmentVariable|EnvVar|Variable|Annotation)$/;

export function environmentCallAt(
  node: TSESTree.CallExpression,
  { valueOf }: CodeReader,
): EnvironmentWrite | undefined {
  const [name, value] = node.arguments;
  if (name?.type !== 'Literal' || typeof name.value !== 'string' || !VARIABLES.has(name.value)) return undefined;
  if (!value || value.type === 'SpreadElement' || !ADDS.test(calleeName(unwrap(node.callee)) ?? '')) return undefined;
  return { name: name.value, of: 'deployment', value: valueOf(plainValue(value)), node, isOfTestCase: false };
}

/** `EnvValue.fromValue('legacy')` of cdk8s stands for its argument. */
function plainValue(node: Node): Node {
  const inner = unwrap(node);
  const [first] = inner.type === 'CallExpression' ? inner.arguments : [];
  return inner.type === 'CallExpression' && first && calleeName(unwrap(inner.callee)) === 'fromValue' ? first : node;
}
