import type { PoolAccount } from "../account.ts";
import { endLease, type HandBack } from "../pool/end-lease.ts";
import { type HoldRequest, type HoldResult, holdLease } from "../pool/hold-lease.ts";
import type { PoolTable } from "../pool/pool-table.ts";
import { HeldAccount, type HeldAccountOptions } from "./held-account.ts";

export interface LeaseOptions extends HeldAccountOptions {
  table: PoolTable;
  holder: string;
  runId: string;
}

/** One holder's right to use one account. */
export class Lease extends HeldAccount {
  readonly #table: PoolTable;
  readonly #holder: string;
  readonly #runId: string;

  constructor(options: LeaseOptions) {
    super(options);
    this.#table = options.table;
    this.#holder = options.holder;
    this.#runId = options.runId;
  }

  /**
   * Gives the account back, available for the next. A holder that lost its lease or fenced itself cannot: work
   * was cut off there, and only a clean account may become available.
   * @param fingerprints what is deployed there now; without them those known before stay.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async release(fingerprints?: Readonly<Record<string, string>>): Promise<HandBack> {
    if (this.signal.aborted) return { kind: "lost" };
    return this.handBack(() =>
      endLease(this.#table, {
        ...this.#end,
        to: "available",
        why: `released by run ${this.#runId}`,
        ...(fingerprints ? { set: { fingerprints } } : {}),
      }),
    );
  }

  /**
   * Gives the account back to be cleaned.
   * @param reason why it is dirty; the cleaner and `regatta pool status` show it.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async markDirty(reason: string): Promise<HandBack> {
    return this.handBack(() => endLease(this.#table, { ...this.#end, to: "dirty", why: reason }));
  }

  /**
   * Leaves the account as it is to a person: the lease becomes one by hand, which ends by itself and leaves the account
   * dirty. No heartbeat of ours renews it any more.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async hold(request: HoldRequest): Promise<HoldResult> {
    if (this.signal.aborted) return { kind: "lost" };
    let held: PoolAccount | undefined;
    const { kind } = await this.handBack(async () => {
      held = await holdLease(this.#table, { ...request, account: this.account, leaseId: this.id });
      return { kind: held ? "done" : "lost" };
    });
    return kind === "done" && held ? { kind: "held", account: held } : { kind: "lost" };
  }

  get #end() {
    return { account: this.account, leaseId: this.id, holder: this.#holder };
  }
}
