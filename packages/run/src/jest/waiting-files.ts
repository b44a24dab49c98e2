import type { FromJest } from "@regatta/jest-runner";

/** Which files still wait for an account, by what Jest tells. A file that is to be tried again waits like a new one. */
export class WaitingFiles {
  readonly #total: number;
  /** Of files that take several at once, how many. */
  readonly #accountsOf: ReadonlyMap<string, number>;
  /** How many attempts are under way at each file that has one: two where it has a backup copy. */
  readonly #running = new Map<string, number>();
  /** They have a final result, or never will. */
  readonly #settled = new Set<string>();
  /** Another machine has them. */
  readonly #elsewhere = new Set<string>();

  /**
   * @param total how many files there are.
   * @param accountsOf how many accounts a file takes at once, where it takes more than one.
   */
  constructor(total: number, accountsOf: Readonly<Record<string, number>> = {}) {
    this.#total = total;
    this.#accountsOf = new Map(Object.entries(accountsOf));
  }

  get count(): number {
    let running = 0;
    for (const file of this.#running.keys()) if (!this.#settled.has(file)) running++;
    return this.open - running;
  }

  /** How many wait or run here, and have no final result. */
  get open(): number {
    return this.#total - this.#settled.size - this.#elsewhere.size;
  }

  /** How many accounts the one that wants the most needs at once; 0 when none waits. */
  get largest(): number {
    let largest = this.count > 0 ? 1 : 0;
    for (const [file, accounts] of this.#accountsOf)
      if (this.#isWaiting(file)) largest = Math.max(largest, accounts);
    return largest;
  }

  /** How many accounts they would take if each were started now. */
  get accounts(): number {
    let more = 0;
    for (const [file, accounts] of this.#accountsOf) if (this.#isWaiting(file)) more += accounts - 1;
    return this.count + more;
  }

  onMessage(message: FromJest): void {
    switch (message.kind) {
      case "file-started":
        this.#elsewhere.delete(message.file);
        this.#running.set(message.file, (this.#running.get(message.file) ?? 0) + 1);
        break;
      case "file-finished":
        this.#ended(message.file);
        if (message.final) this.#settle(message.file);
        break;
      case "file-cut-off":
        this.#ended(message.file);
        break;
      case "file-never-run":
        this.#settle(message.file);
        break;
      default:
        break;
    }
  }

  /** What another machine does with a file. */
  elsewhere(file: string, state: "running" | "done" | "waiting"): void {
    if (this.#settled.has(file)) return;
    if (state === "running") this.#elsewhere.add(file);
    else if (state === "waiting") this.#elsewhere.delete(file);
    else this.#settle(file);
  }

  #settle(file: string): void {
    this.#elsewhere.delete(file);
    this.#settled.add(file);
  }

  #ended(file: string): void {
    const left = (this.#running.get(file) ?? 0) - 1;
    if (left > 0) this.#running.set(file, left);
    else this.#running.delete(file);
  }

  #isWaiting(file: string): boolean {
    return !this.#settled.has(file) && !this.#running.has(file) && !this.#elsewhere.has(file);
  }
}
