import type { Stretch } from "@regatta/foundation";
import { sum } from "../basics/sum.ts";
import type { RunRecord } from "../record/run-record.ts";

/** How many accounts the pool had over time, as runs saw it when they began: from one to the next, as the earlier saw it. */
export class PoolSizes {
  readonly #seen: Array<{ at: number; accounts: number }>;

  constructor(records: readonly RunRecord[]) {
    this.#seen = records
      .flatMap(({ startedAt: at, poolAccounts }) =>
        poolAccounts ? [{ at, accounts: usable(poolAccounts) }] : [],
      )
      .sort((a, b) => a.at - b.at);
  }

  /** As the last run saw it; undefined where none looked. */
  get last(): number | undefined {
    return this.#seen.at(-1)?.accounts;
  }

  /** How much time of accounts there was in a stretch of time, ms; before the first look there was none. */
  capacityMs({ from, to }: Stretch): number {
    return sum(
      this.#seen.map(({ at, accounts }, i) => {
        const until = this.#seen[i + 1]?.at ?? to;
        return accounts * Math.max(0, Math.min(until, to) - Math.max(at, from));
      }),
    );
  }
}

function usable({ disabled: _, ...states }: Record<string, number>): number {
  return sum(Object.values(states));
}
