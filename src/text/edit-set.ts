import type { Edit } from './edit.js';

/** Edits that do not touch each other. Whether another one would touch them is found by halving. */
export class EditSet {
  readonly #added: Edit[] = [];
  /** By start, and so by end as well. */
  readonly #sorted: Edit[] = [];

  add(edit: Edit): void {
    this.#added.push(edit);
    this.#sorted.splice(this.#countUpTo(edit.range[0], edit.range[1]), 0, edit);
  }

  /**
   * Whether the edit changes characters that an edit of the set changes, or either writes inside what the other
   * changes.
   */
  touches({ range: [start, end] }: Edit): boolean {
    const before = this.#sorted[this.#countUpTo(end - 1, Infinity) - 1];
    return before !== undefined && start < before.range[1];
  }

  inOrderOfAddition(): readonly Edit[] {
    return this.#added;
  }

  /** How many edits start before an offset, or start there and end at or before another. */
  #countUpTo(start: number, end: number): number {
    let count = 0;
    for (let beyond = this.#sorted.length; beyond > count;) {
      const middle = (count + beyond) >> 1;
      const [from, to] = (this.#sorted[middle] as Edit).range;
      if (from < start || (from === start && to <= end)) count = middle + 1;
      else beyond = middle;
    }
    return count;
  }
}
