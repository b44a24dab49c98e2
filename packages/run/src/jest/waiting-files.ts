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
    return this.#total - this.#settled.size - running;
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
        this.#running.set(message.file, (this.#running.get(message.file) ?? 0) + 1);
        break;
      case "file-finished":
        this.#ended(message.file);
        if (message.final) this.#settled.add(message.file);
        break;
      case "file-cut-off":
        this.#ended(message.file);
        break;
      case "file-never-run":
        this.#settled.add(message.file);
        break;
      default:
        break;
    }
  }

  #ended(file: string): void {
    const left = (this.#running.get(file) ?? 0) - 1;
    if (left > 0) this.#running.set(file, left);
    else this.#running.delete(file);
  }

  #isWaiting(file: string): boolean {
    return !this.#settled.has(file) && !this.#running.has(file);
  }
}
