/** A value and how many calls had it. */
export interface Count {
  readonly value: string;
  readonly calls: number;
}

/** What stands for all the values that a capped count could not keep apart. */
export const OTHERS = '(others)';

/** Calls by value. Only so many values are kept apart; the calls of the rest are counted together, so the sum is exact in any case. */
export class Counts {
  readonly #calls = new Map<string, number>();
  #others = 0;

  constructor(private readonly most: number) {}

  add(value: string, calls: number): void {
    const before = this.#calls.get(value);
    if (before === undefined && this.#calls.size >= this.most) this.#others += calls;
    else this.#calls.set(value, (before ?? 0) + calls);
  }

  addAll(other: Counts): void {
    for (const [value, calls] of other.#calls) this.add(value, calls);
    this.#others += other.#others;
  }

  /** The most frequent first, equal ones by value, the others last. */
  list(): readonly Count[] {
    const list = [...this.#calls].map(([value, calls]): Count => ({ value, calls }));
    list.sort((a, b) => b.calls - a.calls || (a.value < b.value ? -1 : 1));
    return this.#others === 0 ? list : [...list, { value: OTHERS, calls: this.#others }];
  }
}
