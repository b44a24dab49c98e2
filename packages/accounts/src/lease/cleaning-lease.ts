import { endLease, type HandBack } from "../pool/end-lease.ts";
import type { PoolTable } from "../pool/pool-table.ts";
import { HeldAccount, type HeldAccountOptions } from "./held-account.ts";

export interface CleaningLeaseOptions extends HeldAccountOptions {
  table: PoolTable;
  holder: string;
  /** After how many failed cleanings in a row the account is quarantined. */
  quarantineAfter: number;
}

/** A cleaner's right to one dirty account: held, renewed and lost like any other lease. */
export class CleaningLease extends HeldAccount {
  readonly #table: PoolTable;
  readonly #holder: string;
  readonly #quarantineAfter: number;

  constructor(options: CleaningLeaseOptions) {
    super(options);
    this.#table = options.table;
    this.#holder = options.holder;
    this.#quarantineAfter = options.quarantineAfter;
  }

  /**
   * The account is clean: available again, its failures forgotten.
   * @param fingerprints what is still deployed there; default nothing.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async cleaned(fingerprints: Readonly<Record<string, string>> = {}): Promise<HandBack> {
    if (this.signal.aborted) return { kind: "lost" };
    return this.#end("available", "cleaned", { fingerprints, failures: 0 });
  }

  /**
   * The account could not be cleaned: dirty again, or quarantined when that happened too often in a row.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async failed(reason: string): Promise<HandBack> {
    const failures = this.account.failures + 1;
    return this.#end(failures >= this.#quarantineAfter ? "quarantined" : "dirty", reason, { failures });
  }

  /**
   * The cleaner stops without a verdict (interrupted, no time): dirty again, and not the account's fault.
   * @throws RegattaError as AWS failed: call it again, or leave the lease to the reaper.
   */
  async giveUp(reason: string): Promise<HandBack> {
    return this.#end("dirty", reason, {});
  }

  #end(
    to: "available" | "dirty" | "quarantined",
    why: string,
    set: { fingerprints?: Readonly<Record<string, string>>; failures?: number },
  ): Promise<HandBack> {
    const { account, id: leaseId } = this;
    return this.handBack(() =>
      endLease(this.#table, { account, leaseId, to, holder: this.#holder, why, set }),
    );
  }
}
