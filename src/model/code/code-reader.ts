import type { Evaluator } from '../../ast/evaluator.js';
import type { Origin } from '../../ast/origin.js';
import type { Node } from '../../ast/source.js';
import type { TypeOrigin } from '../../ast/type-information.js';

/** What can be asked about the code of one file, with what is known beyond its text. */
export interface CodeReader extends Pick<Evaluator, 'originOf' | 'valueOf' | 'valueDuring'> {
  /** Where a class or function comes from, by its type. */
  readonly typedOrigin?: (node: Node) => TypeOrigin | undefined;
  /** Where a name that another file of the project exports comes from. */
  readonly importedOrigin?: (module: string, exported: string, isCalled: boolean) => Origin | undefined;
}
