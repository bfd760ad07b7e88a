import type { TSESTree } from '@typescript-eslint/utils';
import { functionAt } from '../../ast/functions.js';
import { closest, type FunctionNode } from '../../ast/parents.js';
import { variableOf } from '../../ast/scopes.js';
import { walk, type Node, type Source } from '../../ast/source.js';
import type { Construct } from '../../sts/packages.js';
import type { CallNode, Configuration } from '../types.js';
import type { CodeReader } from './code-reader.js';
import { opaque, readConfiguration } from './configuration.js';

/** A class that is passed to a function, which builds it with this configuration. */
export interface PassedClass {
  readonly construct: Construct;
  /** Where the class is passed. */
  readonly callee: Node;
  readonly configuration: Configuration;
}

/**
 * The STS class that a call passes to code of this file that builds it: `Reflect.construct(STSClient, […])`, and
 * `make(STSClient, config)` with a function that builds other classes too. A function that only ever gets this class
 * has a site of its own.
 */
export function passedClassAt(
  call: CallNode,
  constructOf: (node: Node) => Construct | undefined,
  source: Source,
  reader: CodeReader,
): PassedClass | undefined {
  if (call.type !== 'CallExpression') return undefined;
  for (const [place, node] of call.arguments.entries()) {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') continue;
    const construct = constructOf(node);
    const configuration =
      construct?.call === 'new' ? configurationOf(call, place, construct, source, reader) : undefined;
    if (construct && configuration) return { construct, callee: node, configuration };
  }
  return undefined;
}

function configurationOf(
  call: TSESTree.CallExpression,
  place: number,
  construct: Construct,
  source: Source,
  reader: CodeReader,
): Configuration | undefined {
  if (source.text.slice(...call.callee.range) === 'Reflect.construct')
    return place === 0 ? ofArguments(call.arguments[1], construct, reader) : undefined;
  const fn = functionAt(call.callee, source);
  const built = fn && constructionOf(fn, place, source);
  if (!built || reader.originOf(built.callee) !== undefined) return undefined;
  return {
    ...readConfiguration(built, construct.configuration, { ...reader, valueOf: reader.valueDuring(call) }),
    literal: undefined,
  };
}

/** The only place where a function builds the class in one of its parameters. */
function constructionOf(fn: FunctionNode, place: number, source: Source): TSESTree.NewExpression | undefined {
  const parameter = fn.params[place];
  const variable = parameter?.type === 'Identifier' ? variableOf(parameter, source) : undefined;
  if (!variable) return undefined;
  const built: TSESTree.NewExpression[] = [];
  walk(fn.body, source.visitorKeys, (at) => {
    if (at.type === 'NewExpression' && at.callee.type === 'Identifier' && variableOf(at.callee, source) === variable)
      built.push(at);
  });
  const [only] = built;
  return only && built.length === 1 && !isRepeated(only, fn) ? only : undefined;
}

/** Whether the class is built in a loop or a `try`, which may be the way to a second region. */
const isRepeated = (node: Node, fn: FunctionNode): boolean =>
  closest(node, (at): at is Node => at === fn || /^(?:Try|For|While|DoWhile)/.test(at.type)) !== fn;

function ofArguments(list: Node | undefined, construct: Construct, reader: CodeReader): Configuration {
  const elements = list?.type === 'ArrayExpression' ? list.elements : undefined;
  return elements?.every((element) => element !== null)
    ? { ...readConfiguration({ arguments: elements }, construct.configuration, reader), literal: undefined }
    : opaque(list, 'its arguments are not written at the call');
}
