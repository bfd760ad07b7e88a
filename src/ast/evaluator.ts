import type { TSESTree } from '@typescript-eslint/utils';
import { quote, unknown, type Evaluation, type ImportedValue, type ValueOf } from './evaluation.js';
import { createFieldValueOf } from './fields.js';
import { createOriginOf, type OriginOf } from './origin.js';
import { unwrap } from './parents.js';
import type { Node, Source } from './source.js';
import { joined, operandsOf } from './text-value.js';
import type { Tracer } from './trace.js';
import { createTypeOf, type ImportedType } from './type-annotations.js';
import { resultOf, valueOfCall } from './value-of-call.js';
import { valueOfMember } from './value-of-member.js';
import { valueOfName } from './value-of-name.js';
import { valueOfArray, valueOfObject } from './value-of-object.js';
import { choice, isNone, noneOf, optionsOf, relocated, type Value } from './value.js';

/** What is known besides the text of the file. */
export interface Knowledge {
  readonly importedValue?: ImportedValue | undefined;
  readonly importedType?: ImportedType | undefined;
  /** What the type of an expression says of its value. */
  readonly typedValue?: ((node: Node) => Value | undefined) | undefined;
  /**
   * Calls that return their first argument unchanged (interop helpers, instrumentation), by the last name of their
   * callee.
   */
  readonly transparentCalls?: ReadonlySet<string>;
  /** Globals that are worth naming as an origin. */
  readonly globals?: ReadonlySet<string>;
  /** Told what is evaluated, for people who want to know where a value comes from. */
  readonly tracer?: Tracer | undefined;
}

/** Says what any expression of one file holds, and where it comes from. */
export interface Evaluator extends Pick<Evaluation, 'source' | 'maySpend'> {
  /**
   * What is known of an expression's value. It follows constants of the file, object literals with spreads and later
   * assignments, both branches of conditions, templates, environment variables, fields of the class around, and results
   * of small functions. Everything else is `unknown`, with the reason in words.
   */
  readonly valueOf: ValueOf;
  /** The same while a function of the file runs for one call: its parameters are what that call passes. */
  readonly valueDuring: (call: TSESTree.CallExpression) => ValueOf;
  readonly originOf: OriginOf;
  /** The steps of all questions so far. */
  readonly steps: () => number;
}

/**
 * Limits for one question: how many steps it may take, and how deep one expression may lead to others. Real code stays
 * far below: 221 steps and a depth of 21 were the most in nine repositories.
 */
const MAX_STEPS = 20_000;
const MAX_DEPTH = 120;

export function createEvaluator(source: Source, knowledge: Knowledge = {}): Evaluator {
  const values = new ValueReader(source, knowledge);
  return {
    source,
    maySpend: values.maySpend,
    valueOf: values.valueOf,
    valueDuring: (call) => new ValueReader(source, knowledge, call).valueOf,
    originOf: createOriginOf(source, knowledge),
    steps: () => values.steps,
  };
}

class ValueReader implements Evaluation {
  readonly importedValue: ImportedValue | undefined;
  readonly call: TSESTree.CallExpression | undefined;
  steps = 0;
  readonly #typedValue: Knowledge['typedValue'];
  readonly #tracer: Tracer | undefined;
  readonly #typeOf: (type: Node) => Value | undefined;
  readonly #known = new Map<Node, Value>();
  readonly #inProgress = new Set<unknown>();
  readonly #valueOfField = createFieldValueOf(this);
  #depth = 0;
  #stepsBefore = 0;

  constructor(
    readonly source: Source,
    { importedValue, importedType, typedValue, tracer }: Knowledge,
    call?: TSESTree.CallExpression,
  ) {
    this.importedValue = importedValue;
    this.call = call;
    this.#typedValue = typedValue;
    this.#tracer = tracer;
    this.#typeOf = createTypeOf(source, importedType);
  }

  readonly valueOf = (node: Node): Value => {
    const inner = unwrap(node);
    const isQuestion = this.#depth === 0;
    if (isQuestion) this.#stepsBefore = this.steps;
    this.#tracer?.enter(inner);
    const value = this.#known.get(inner) ?? this.#evaluate(inner);
    this.#tracer?.leave(inner, value);
    return isQuestion && isNone(value)
      ? unknown(`${quote(inner, this.source)} is defined in terms of itself`, inner)
      : value;
  };

  readonly annotated = (annotation: Node | undefined, at: Node): Value | undefined => {
    const typed = annotation && this.#typeOf(annotation);
    return typed && relocated(typed, at);
  };

  readonly once = <T>(key: unknown, evaluate: () => T): T | undefined => {
    if (this.#inProgress.has(key)) return undefined;
    this.#inProgress.add(key);
    try {
      return evaluate();
    } finally {
      this.#inProgress.delete(key);
    }
  };

  readonly maySpend = (steps: number): boolean => {
    if (this.steps - this.#stepsBefore + steps > MAX_STEPS) return false;
    this.steps += steps;
    return true;
  };

  #evaluate(node: Node): Value {
    if (this.#depth >= MAX_DEPTH || !this.maySpend(1))
      return unknown(`${quote(node, this.source)} leads to more code than can be followed`, node);
    this.#depth += 1;
    const value = this.once(node, () => {
      const found = this.#find(node);
      return found.kind === 'unknown' ? (this.#typedValue?.(node) ?? found) : found;
    });
    this.#depth -= 1;
    if (!value) return noneOf(node);
    this.#known.set(node, value);
    return value;
  }

  #find(node: Node): Value {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'bigint' || node.value instanceof RegExp
          ? unknown(`${quote(node, this.source)} is not a setting`, node)
          : { kind: 'literal', value: node.value, node };
      case 'TemplateLiteral':
        return this.#ofTemplate(node);
      case 'BinaryExpression':
        return node.operator === '+' ? joined(operandsOf(node).map(this.valueOf), node) : this.#computed(node);
      case 'Identifier':
        return valueOfName(node, this);
      case 'ObjectExpression':
        return valueOfObject(node, this);
      case 'ArrayExpression':
        return valueOfArray(node, this);
      case 'ConditionalExpression':
        return choice([node.consequent, node.alternate].map(this.valueOf), node);
      case 'LogicalExpression':
        return this.#ofLogical(node);
      case 'MemberExpression':
        return valueOfMember(node, this, this.#valueOfField);
      case 'CallExpression':
        return valueOfCall(node, this);
      case 'NewExpression':
        return { kind: 'instance', node };
      case 'AwaitExpression':
        return this.valueOf(node.argument);
      case 'SequenceExpression':
        return this.valueOf(node.expressions.at(-1) as Node);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.valueOf(node.right) : this.#computed(node);
      case 'UnaryExpression':
        return this.#ofUnary(node);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, result: () => resultOf(node, this) };
      default:
        return unknown(`${quote(node, this.source)} is not known before the code runs`, node);
    }
  }

  #computed(node: Node): Value {
    return unknown(`${quote(node, this.source)} is computed`, node);
  }

  /** `void 0`, and `!0` of minified code. */
  #ofUnary(node: TSESTree.UnaryExpression): Value {
    if (node.operator === 'void') return { kind: 'literal', value: undefined, node };
    const operand = node.operator === '!' ? this.valueOf(node.argument) : undefined;
    return operand?.kind === 'literal' ? { kind: 'literal', value: !operand.value, node } : this.#computed(node);
  }

  #ofTemplate(node: TSESTree.TemplateLiteral): Value {
    const pieces = node.quasis.flatMap((quasi, index): readonly Value[] => {
      const text: Value = { kind: 'literal', value: quasi.value.cooked ?? quasi.value.raw, node: quasi };
      const expression = node.expressions[index];
      return expression ? [text, this.valueOf(expression)] : [text];
    });
    return joined(pieces, node);
  }

  #ofLogical(node: TSESTree.LogicalExpression): Value {
    const left = this.valueOf(node.left);
    const right = this.valueOf(node.right);
    if (left.kind === 'literal') return takesRight(node.operator, left.value) ? right : left;
    const options = optionsOf(left);
    const isTruthy = options.length > 0 && options.every(({ kind }) => TRUTHY.has(kind));
    if (node.operator === '&&')
      return isTruthy ? right : choice([{ kind: 'literal', value: undefined, node: node.left }, right], node);
    if (isTruthy) return left;
    const kept = options.filter((option) => !(option.kind === 'literal' && takesRight(node.operator, option.value)));
    return choice([...kept, right], node);
  }
}

const TRUTHY: ReadonlySet<Value['kind']> = new Set<Value['kind']>(['object', 'instance', 'array', 'function']);

/** Whether `left operator right` is its right side. */
function takesRight(operator: TSESTree.LogicalExpression['operator'], left: unknown): boolean {
  if (operator === '??') return left === null || left === undefined;
  return operator === '||' ? !left : Boolean(left);
}
