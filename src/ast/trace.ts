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

  /** The evaluation of an expression; `undefined` where nothing asked for it. */
  at(node: Node): Step | undefined {
    return this.#steps.get(node);
  }

  /** What an expression was evaluated from. */
  inside(node: Node): readonly Step[] {
    return [...(this.#inside.get(node) ?? [])].flatMap((inner) => this.#steps.get(inner) ?? []);
  }

  #insideOf(node: Node): Set<Node> {
    const found = this.#inside.get(node) ?? new Set();
    this.#inside.set(node, found);
    return found;
  }
}
