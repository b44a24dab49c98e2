import type { AccountFields } from "../pool/account-item.ts";
import { endLease, type HandBack } from "../pool/end-lease.ts";
import type { PoolTable } from "../pool/pool-table.ts";
import { HeldAccount, type HeldAccountOptions } from "./held-account.ts";
import { nextCleaning } from "./next-cleaning.ts";

export interface CleaningLeaseOptions extends HeldAccountOptions {
  table: PoolTable;
  holder: string;
  /** After how many failed cleanings in a row the account is quarantined. */
  quarantineAfter: number;
  /** How long after a first failed cleaning the next may start, ms. */
  retryMs?: number | undefined;
}

/** What came of parking an account. */
export type Parking =
  | HandBack
  /** It had been parked for too long: that is a failure, and was written as one, with this reason. */
  | { kind: "failed"; reason: string };

/** Longer than the slowest thing that only time removes, the replicas of an edge function, takes. */
const parkedAtMostMs = 12 * 60 * 60_000;

/** A cleaner's right to one dirty account: held, renewed and lost like any other lease. */
export class CleaningLease extends HeldAccount {
  readonly #table: PoolTable;
  readonly #holder: string;
  /** After how many failed cleanings in a row the account is quarantined. */
  readonly quarantineAfter: number;
  readonly #retryMs: number | undefined;

  constructor(options: CleaningLeaseOptions) {
    super(options);
    this.#table = options.table;
    this.#holder = options.holder;
    this.quarantineAfter = options.quarantineAfter;
    this.#retryMs = options.retryMs;
  }

  /**
   * The account is clean: available again, its failures forgotten.
   * @param fingerprints what is still deployed there; default nothing.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async cleaned(fingerprints: Readonly<Record<string, string>> = {}): Promise<HandBack> {
    if (this.signal.aborted) return { kind: "lost" };
    return this.#end({
      to: "available",
      why: "cleaned",
      set: { fingerprints, failures: 0 },
      remove: ["vanished", "parkedSince"],
    });
  }

  /**
   * The account could not be cleaned: dirty again, or quarantined when that happened too often in a row; in both cases
   * until its next try is due. What is deployed there is not known any more.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async failed(reason: string): Promise<HandBack> {
    const failures = this.account.failures + 1;
    const { to, afterMs } = nextCleaning({
      failures,
      quarantineAfter: this.quarantineAfter,
      retryMs: this.#retryMs,
    });
    return this.#end({
      to,
      why: reason,
      set: { failures, fingerprints: {}, ...this.#cleanAfter(afterMs) },
      remove: ["parkedSince"],
    });
  }

  /**
   * The account is as clean as it can be now, and only time removes the rest: dirty until then, which counts as no
   * failure unless it has been so for half a day: `failed` then.
   * @param afterMs the next cleaning starts no sooner, ms.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async park(reason: string, afterMs: number): Promise<Parking> {
    const now = this.#table.time.earliest();
    const parkedSince = this.account.parkedSince ?? now;
    if (now - parkedSince > parkedAtMostMs) return this.#parkedTooLong(reason);
    const set = { parkedSince, fingerprints: {}, ...this.#cleanAfter(afterMs) };
    return this.#end({ to: "dirty", why: reason, set });
  }

  /**
   * The cleaner stops without a verdict (interrupted, no time): dirty again, and not the account's fault.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async giveUp(reason: string): Promise<HandBack> {
    return this.#end({ to: "dirty", why: reason });
  }

  async #parkedTooLong(waitedFor: string): Promise<Parking> {
    const reason = `after half a day of waiting still: ${waitedFor}`;
    const handed = await this.failed(reason);
    return handed.kind === "lost" ? handed : { kind: "failed", reason };
  }

  #cleanAfter(ms: number | undefined): { cleanAfter?: number } {
    return ms === undefined ? {} : { cleanAfter: this.#table.time.latest() + ms };
  }

  #end(end: {
    to: "available" | "dirty" | "quarantined";
    why: string;
    set?: Partial<AccountFields>;
    remove?: ReadonlyArray<keyof AccountFields>;
  }): Promise<HandBack> {
    const { account, id: leaseId } = this;
    return this.handBack(() => endLease(this.#table, { account, leaseId, holder: this.#holder, ...end }));
  }
}
