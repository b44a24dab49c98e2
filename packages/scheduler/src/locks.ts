import type { Needs } from "./needs.ts";

/** Who holds which lock. A file takes all of its locks at once or none, so that no two wait for each other. */
export class Locks {
  readonly #held = new Set<string>();

  areFree({ locks }: Needs): boolean {
    return !locks.some((lock) => this.#held.has(lock));
  }

  take({ locks }: Needs): void {
    for (const lock of locks) this.#held.add(lock);
  }

  release({ locks }: Needs): void {
    for (const lock of locks) this.#held.delete(lock);
  }
}
