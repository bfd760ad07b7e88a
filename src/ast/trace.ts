import type { Node, Source } from './source.js';
import type { Value } from './value.js';

/** Is told when the evaluation of an expression begins and ends. Evaluations lie inside each other. */
export interface Tracer {
  readonly enter: (node: Node) => void;
  readonly leave: (node: Node, value: Value) => void;
}

/** An expression that was evaluated, in the file that it stands in. */
export interface Step {
  readonly file: string;
  readonly source: Source;
  readonly node: Node;
  readonly value: Value;
}

/** Which expressions each expression was evaluated from, over all files that an evaluation leads through. */
export class Trace {
  readonly #steps = new Map<Node, Step>();
  readonly #inside = new Map<Node, Set<Node>>();
  readonly #open: Node[] = [];

  /** The tracer for the evaluator of one file. */
  in(file: string, source: Source): Tracer {
    return {
      enter: (node) => {
        const around = this.#open.at(-1);
        if (around) this.#insideOf(around).add(node);
        this.#open.push(node);
      },
      leave: (node, value) => {
        this.#open.pop();
        this.#steps.set(node, { file, source, node, value });
      },
    };
  }

  /** The steps that lead from an expression to what it is made of: each before those that it was evaluated from. */
  from(node: Node): readonly Step[] {
    const done = new Set<Node>();
    const steps: Step[] = [];
    const visit = (at: Node): void => {
      if (done.has(at)) return;
      done.add(at);
      const step = this.#steps.get(at);
      if (step) steps.push(step);
      for (const inner of this.#inside.get(at) ?? []) visit(inner);
    };
    visit(node);
    return steps;
  }

  #insideOf(node: Node): Set<Node> {
    const found = this.#inside.get(node) ?? new Set();
    this.#inside.set(node, found);
    return found;
  }
}
