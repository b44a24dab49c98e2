import type { Clock } from "@regatta/foundation";
import type { SimLoop } from "./sim-loop.ts";

/** A machine that can be stopped, put to sleep and die, with clocks of its own. */
export class SimMachine implements Clock {
  readonly #loop: SimLoop;
  /** How fast its clocks go; 1 is right. */
  readonly #rate: number;
  #sleptMs = 0;
  #pause: { since: number; isAsleep: boolean; arrived: Array<() => void> } | undefined;
  #isDead = false;

  constructor(loop: SimLoop, rate: number) {
    this.#loop = loop;
    this.#rate = rate;
  }

  now(): number {
    return 1_700_000_000_000 + this.#loop.now;
  }

  monotonic(): number {
    const standing = this.#pause?.isAsleep ? this.#loop.now - this.#pause.since : 0;
    return (this.#loop.now - this.#sleptMs - standing) * this.#rate;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
      const end = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      this.#loop.after(Math.max(1, ms) / this.#rate, () => this.hears(end));
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get runs(): boolean {
    return !this.#isDead && !this.#pause;
  }

  /** Something reaches the machine: now, when it goes on, or never. */
  hears(what: () => void): void {
    if (this.#isDead) return;
    if (this.#pause) this.#pause.arrived.push(what);
    else what();
  }

  /** Stands still; asleep, its monotonic clock does so too. */
  pause(isAsleep: boolean): void {
    if (this.runs) this.#pause = { since: this.#loop.now, isAsleep, arrived: [] };
  }

  resume(): void {
    if (!this.#pause || this.#isDead) return;
    const { since, isAsleep, arrived } = this.#pause;
    this.#pause = undefined;
    if (isAsleep) this.#sleptMs += this.#loop.now - since;
    for (const what of arrived) this.#loop.after(0, () => this.hears(what));
  }

  die(): void {
    this.#isDead = true;
  }
}
