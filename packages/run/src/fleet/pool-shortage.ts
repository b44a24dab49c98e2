import type { Pool } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import { type PoolOutlook, poolOutlook } from "./pool-outlook.ts";

/** What keeps a run that holds no account from getting one. */
export class PoolShortage {
  readonly #pool: Pool;
  readonly #log: RunLog;
  #outlook: PoolOutlook | undefined;

  constructor(pool: Pool, log: RunLog) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Nothing could be leased: finds out why, and tells it once for every reason. @param only what was asked for. */
  async look(only: readonly string[] | undefined): Promise<void> {
    const outlook = poolOutlook(await this.#pool.list(), only);
    if (outlook.reason !== this.#outlook?.reason) {
      this.#log.append({ kind: "lease-waiting", reason: outlook.reason });
    }
    this.#outlook = outlook;
  }

  /** Something could be leased. */
  over(): void {
    this.#outlook = undefined;
  }

  /** Whether it will not end by itself. */
  get isLasting(): boolean {
    return this.#outlook?.mayChange === false;
  }

  /** The failure it is for whom it leaves something undone; undefined when there is none. @param undone begins the sentence. */
  failure(undone: string): RegattaError | undefined {
    if (!this.#outlook) return undefined;
    const { reason, nextStep } = this.#outlook;
    return new RegattaError(`${undone} without an account: ${reason}.`, {
      code: "NO_ACCOUNT_AVAILABLE",
      source: "service",
      nextStep,
    });
  }
}
