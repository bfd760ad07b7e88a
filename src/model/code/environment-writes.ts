import type { TSESTree } from '@typescript-eslint/utils';
import { staticName, unwrap } from '../../ast/parents.js';
import type { EnvironmentWrite } from '../types.js';
import type { CodeReader } from './code-reader.js';

/** The environment variables that say where requests go. */
const VARIABLES: ReadonlySet<string> = new Set(['AWS_STS_REGIONAL_ENDPOINTS', 'AWS_REGION']);

/** `process.env.AWS_STS_REGIONAL_ENDPOINTS = 'legacy'` */
export function environmentAssignmentAt(
  node: TSESTree.AssignmentExpression,
  { valueOf }: CodeReader,
): EnvironmentWrite | undefined {
  const target = unwrap(node.left);
  const name = target.type === 'MemberExpression' ? staticName(target) : undefined;
  // The name is checked first, so that the target of every other assignment is not evaluated.
  if (name === undefined || !VARIABLES.has(name)) return undefined;
  return valueOf(target).kind === 'environment' ? { name, of: 'process', value: valueOf(node.right), node } : undefined;
}

/** `environment: { AWS_STS_REGIONAL_ENDPOINTS: 'legacy' }` of infrastructure written as code. */
export function environmentPropertyAt(node: TSESTree.Property, { valueOf }: CodeReader): EnvironmentWrite | undefined {
  const name = staticName(node);
  return name !== undefined && VARIABLES.has(name) && node.parent.type === 'ObjectExpression'
    ? { name, of: 'deployment', value: valueOf(node.value), node }
    : undefined;
}
