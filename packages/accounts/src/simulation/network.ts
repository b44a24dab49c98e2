import type { Machine } from "./machine.ts";
import type { Random } from "./random.ts";

/** What becomes of one request: how long each way takes, ms, or that it never arrives. */
export interface Fate {
  requestMs: number | "lost";
  answerMs: number | "lost";
  throttled: boolean;
  /** The connection breaks this long after sending, ms; undefined: it stands. */
  brokenAfterMs: number | undefined;
}

const calm: Fate = { requestMs: 5, answerMs: 5, throttled: false, brokenAfterMs: undefined };

// A request is valid for five minutes after it was signed: later ones are refused by AWS itself.
const LATEST_MS = 290_000;

/** The network between machines and the table, and how badly it behaves. */
export class Network {
  readonly #random: Random;
  // Some networks are good, some are bad: rare faults are then seen without others around them, and often.
  readonly #lostShare: number;
  readonly #late: { requests: number; answers: number; mostMs: number };
  readonly #cutOff = new Map<Machine, "requests" | "answers">();
  /** Whether faults happen at all. */
  faulty = true;
  /** The share of requests the table refuses, as it does when asked too much. */
  throttledShare = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#lostShare = random.pick([0, 0.01, 0.05]);
    this.#late = {
      requests: random.pick([0, 0.02, 0.1, 0.2]),
      answers: random.pick([0, 0.02, 0.1]),
      mostMs: random.pick([20_000, 60_000, LATEST_MS]),
    };
  }

  /** Cuts a machine off, one way: the table does not hear it, or it does not hear the table. */
  cutOff(machine: Machine, what: "requests" | "answers"): void {
    this.#cutOff.set(machine, what);
  }

  reconnect(machine: Machine): void {
    this.#cutOff.delete(machine);
  }

  calmDown(): void {
    this.faulty = false;
    this.#cutOff.clear();
  }

  fate(machine: Machine): Fate {
    if (!this.faulty) return calm;
    const cut = this.#cutOff.get(machine);
    return {
      requestMs: cut === "requests" ? "lost" : this.#way(this.#late.requests),
      answerMs: cut === "answers" ? "lost" : this.#way(this.#late.answers),
      throttled: this.#random.chance(this.throttledShare),
      brokenAfterMs: this.#random.chance(0.02) ? this.#random.between(1, 500) : undefined,
    };
  }

  #way(lateShare: number): number | "lost" {
    if (this.#random.chance(this.#lostShare)) return "lost";
    if (this.#random.chance(lateShare)) return this.#random.spread(500, this.#late.mostMs);
    return this.#random.spread(1, 100);
  }
}
