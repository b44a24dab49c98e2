/** Writes one thing again and again: requests made while a write is under way share the next one. */
export class LatestWrite {
  readonly #write: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();
  #pending: Promise<void> | undefined;

  /** @param write writes the thing as it is when it is called. */
  constructor(write: () => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when the thing, as it is now or later, was written. */
  request(): Promise<void> {
    this.#pending ??= this.#after(this.#last);
    return this.#pending;
  }

  async #after(before: Promise<void>): Promise<void> {
    await before;
    this.#pending = undefined;
    const written = this.#write();
    this.#last = written.catch(() => {});
    await written;
  }
}
