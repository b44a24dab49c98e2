import type { Clock } from "@regatta/foundation";

/** After so long half of what was learned is forgotten, ms. */
const halfLifeMs = 30_000;

/**
 * What the accounts of one run learn from each other's throttling. CloudFormation counts calls by account and region,
 * so one account's refusals slow down no other. But the accounts of a run do the same work at the same time: where one
 * was refused, the next, that only begins, starts with half of that one's spacing instead of finding out by itself.
 * What was learned fades.
 */
export class SharedPace {
  readonly #clock: Clock;
  #gapMs = 0;
  #at = 0;

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  /** An account was throttled, and spaces its calls by so much now, ms. */
  learn(gapMs: number): void {
    this.#gapMs = Math.max(gapMs, this.#faded());
    this.#at = this.#clock.monotonic();
  }

  /** The spacing to begin with, ms; 0 while nobody was throttled. */
  startGapMs(): number {
    return this.#faded() / 2;
  }

  #faded(): number {
    return this.#gapMs * 0.5 ** ((this.#clock.monotonic() - this.#at) / halfLifeMs);
  }
}
