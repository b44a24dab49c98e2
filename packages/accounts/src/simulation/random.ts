/** Numbers that look random and follow from a seed alone. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };

  chance(share: number): boolean {
    return this.next() < share;
  }

  between(least: number, below: number): number {
    return least + (below - least) * this.next();
  }

  /** Small values as likely as large ones: each doubling has the same chance. */
  spread(least: number, most: number): number {
    return least * (most / least) ** this.next();
  }

  pick<T>(values: readonly [T, ...T[]] | readonly T[]): T {
    return values[Math.floor(this.next() * values.length)] as T;
  }
}
