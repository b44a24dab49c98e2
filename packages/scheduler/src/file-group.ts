/** A test file as the schedule keeps it. */
export interface Entry {
  readonly path: string;
  readonly expectedMs: number;
  /** Position in the list given: what ties are broken by, so that a schedule is reproducible. */
  readonly position: number;
  readonly group: FileGroup;
}

/** The files that need the same services; of them only those that wait, in the order they will run. */
export class FileGroup {
  /** Undefined: every service there is. */
  readonly requires: readonly string[] | undefined;
  /** By service, the accounts its failure kept these files out of. */
  readonly #blocked = new Map<string, Set<string>>();
  /** Next to run is last. */
  readonly #waiting: Entry[] = [];

  constructor(requires: readonly string[] | undefined) {
    this.requires = requires;
  }

  /** The service whose failure kept these files out of the most accounts. */
  get blockedBy(): string | undefined {
    const [most] = [...this.#blocked].sort(([, a], [, b]) => b.size - a.size);
    return most?.[0];
  }

  /** The failure of a service keeps these files out of an account. */
  blocked(service: string, account: string): void {
    this.#blocked.set(service, (this.#blocked.get(service) ?? new Set()).add(account));
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** The file that runs next; undefined when none waits. */
  get first(): Entry | undefined {
    return this.#waiting.at(-1);
  }

  /** Takes the file that runs next. */
  take(): Entry | undefined {
    return this.#waiting.pop();
  }

  /** The file waits, in the place its length gives it. */
  add(entry: Entry): void {
    let from = 0;
    let to = this.#waiting.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = this.#waiting[middle];
      if (other && runsBefore(other, entry)) to = middle;
      else from = middle + 1;
    }
    this.#waiting.splice(from, 0, entry);
  }

  /** What waits, in the order it will run. */
  list(): Entry[] {
    return this.#waiting.toReversed();
  }

  /** Takes everything that waits, in the order it would have run. */
  drain(): Entry[] {
    return this.#waiting.splice(0).reverse();
  }
}

/** Longest expected first; of equal ones the first of the list. */
export function runsBefore(a: Entry, b: Entry): boolean {
  return a.expectedMs > b.expectedMs || (a.expectedMs === b.expectedMs && a.position < b.position);
}
