/** A value and how many calls had it. */
export interface Count {
  readonly value: string;
  readonly calls: number;
}

/** What stands for all the values that a list does not show. */
export const OTHERS = '(others)';

/**
 * How many values may be kept apart in total. Many counts share this limit, so that memory is bounded however many
 * values each of them sees.
 */
export class Budget {
  constructor(private left: number) {}

  take(): boolean {
    this.left -= 1;
    return this.left >= 0;
  }
}

/**
 * Calls by value. The sum is exact in any case: values beyond the budget, and those that a list does not show, are
 * counted together.
 */
export class Counts {
  /** Made when it is needed: most lists of most callers stay empty. */
  #calls: Map<string, number> | undefined;
  #others = 0;

  /** @param shown how many values the list has */
  constructor(
    private readonly shown: number,
    private readonly budget: Budget,
  ) {}

  add(value: string, calls: number): void {
    const before = this.#calls?.get(value);
    if (before === undefined && !this.budget.take()) this.#others += calls;
    else (this.#calls ??= new Map<string, number>()).set(value, (before ?? 0) + calls);
  }

  addAll(other: Counts): void {
    for (const [value, calls] of other.#calls ?? []) this.add(value, calls);
    this.#others += other.#others;
  }

  /** The most frequent first, equal ones by value, the others last. */
  list(): readonly Count[] {
    const list = [...(this.#calls ?? [])].map(([value, calls]): Count => ({ value, calls }));
    list.sort((a, b) => b.calls - a.calls || (a.value < b.value ? -1 : 1));
    const others = list.slice(this.shown).reduce((sum, { calls }) => sum + calls, this.#others);
    return others === 0 ? list : [...list.slice(0, this.shown), { value: OTHERS, calls: others }];
  }
}
