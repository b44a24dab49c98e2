import type { Schedule, Suspects } from "@regatta/scheduler";

export interface ProbationOptions {
  schedule: Schedule;
  suspects: Suspects;
  /** Monotonic ms. */
  now: () => number;
}

/** Which accounts get no file for now, because it is being found out whether failures there were their fault. */
export class Probation {
  readonly #options: ProbationOptions;

  constructor(options: ProbationOptions) {
    this.#options = options;
  }

  /**
   * Nobody is held back while nothing runs: a file that gathers accounts may wait for this one, and what failed here
   * for that file.
   */
  holds(account: string, accounts: Iterable<string>): boolean {
    const { schedule, suspects, now } = this.#options;
    if (schedule.running === 0) return false;
    return suspects.isOnProbation(account, accounts, (file) => schedule.isTriedBeside(account, file, now()));
  }
}
