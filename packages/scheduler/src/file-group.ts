import { type Entry, startsBefore } from "./entry.ts";
import type { Needs } from "./needs.ts";

/**
 * The files that need the same and failed in the same accounts; of them only those that wait, in the order they will
 * run. What holds for one of them holds for all.
 */
export class FileGroup {
  readonly needs: Needs;
  /** Accounts in which all of them failed. */
  readonly failedIn: ReadonlySet<string>;
  /** Next to run is last. */
  readonly #waiting: Entry[] = [];

  constructor(needs: Needs, failedIn: ReadonlySet<string>) {
    this.needs = needs;
    this.failedIn = failedIn;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** The file that runs next; undefined when none waits. */
  get first(): Entry | undefined {
    return this.#waiting.at(-1);
  }

  /** The file that runs next of those that fit. */
  firstThat(fits: (entry: Entry) => boolean): Entry | undefined {
    return this.#waiting.findLast(fits);
  }

  /** Whether the file waits. */
  has(entry: Entry): boolean {
    return this.#waiting[this.#placeOf(entry)] === entry;
  }

  /** The file waits, in its place. */
  add(entry: Entry): void {
    this.#waiting.splice(this.#placeOf(entry), 0, entry);
  }

  /** The file waits no more. */
  remove(entry: Entry): void {
    const at = this.#placeOf(entry);
    if (this.#waiting[at] !== entry) throw new Error(`${entry.path} does not wait`);
    this.#waiting.splice(at, 1);
  }

  /** Takes everything that waits, in the order it would have run. */
  drain(): Entry[] {
    return this.#waiting.splice(0).reverse();
  }

  /** How many of the files start after this one. */
  #placeOf(entry: Entry): number {
    let from = 0;
    let to = this.#waiting.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = this.#waiting[middle];
      if (other && startsBefore(entry, other)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
