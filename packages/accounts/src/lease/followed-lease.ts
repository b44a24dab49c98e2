import { RegattaError } from "@regatta/foundation";
import { accountKey, type PoolAccount } from "../account.ts";
import { leaseHolder } from "../lease-holder.ts";
import type { PoolTable } from "../pool/pool-table.ts";
import { withinTime } from "./within-time.ts";

const LOOK_MS = 15_000;
const ANSWER_MS = 5_000;
// What is cut off has this long to end before anyone may take the account.
const MARGIN_MS = 15_000;

/**
 * A lease by hand, followed by somebody who works in its account. Nothing renews it; its end is moved, and it may be ended,
 * by commands elsewhere: so the table is asked, every 15 s, and what it said last holds where it does not answer.
 */
export class FollowedLease {
  readonly #table: PoolTable;
  readonly #account: PoolAccount;
  readonly #leaseId: string;
  readonly #lost = new AbortController();
  readonly #closed = new AbortController();
  /** Monotonic time, ms. */
  #endsAt: number;
  #marginMs: number;

  constructor(table: PoolTable, account: PoolAccount) {
    this.#table = table;
    this.#account = account;
    this.#leaseId = account.lease?.id ?? "";
    this.#endsAt = this.#endOf(account);
    this.#marginMs = Math.min(MARGIN_MS, this.#toEnd / 4);
    void this.#watch();
  }

  /** Aborted with a RegattaError LEASE_LOST shortly before the lease ends, or when it is somebody else's. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** How long the account may still be used, ms. */
  get leftMs(): number {
    return Math.max(0, this.#toEnd - this.#marginMs);
  }

  /** Follows it no more. */
  close(): void {
    this.#closed.abort();
  }

  get #toEnd(): number {
    return this.#endsAt - this.#table.clock.monotonic();
  }

  #endOf({ lease }: PoolAccount): number {
    return this.#table.clock.monotonic() + (lease?.expiresAt ?? 0) - this.#table.time.latest();
  }

  async #watch(): Promise<void> {
    while (this.leftMs > 0) {
      const wait = this.#table.clock.sleep(Math.min(this.leftMs, LOOK_MS), this.#closed.signal);
      if (await wait.then(() => false).catch(() => true)) return;
      const lost = await this.#look();
      if (this.#closed.signal.aborted) return;
      if (lost !== undefined) return this.#lose(lost);
    }
    this.#lose("its time is up");
  }

  /** @returns why it is not ours any more. */
  async #look(): Promise<string | undefined> {
    try {
      const limit = {
        clock: this.#table.clock,
        ms: Math.min(ANSWER_MS, this.leftMs),
        until: this.#closed.signal,
      };
      const now = await withinTime(limit, (signal) => this.#table.get(this.#account, { signal }));
      if (!now) return "the table does not have the account any more";
      const { lease, state, reason = "" } = now;
      if (lease?.id !== this.#leaseId) {
        return `the account is now ${state}${lease ? ` by ${leaseHolder(lease)}` : `, ${reason}`}`;
      }
      this.#endsAt = this.#endOf(now);
      return undefined;
    } catch {
      // Not known to be lost: its end, as last told, decides.
      return undefined;
    }
  }

  #lose(reason: string): void {
    const account = accountKey(this.#account);
    this.#lost.abort(
      new RegattaError(`The lease of ${account} is over: ${reason}.`, {
        code: "LEASE_LOST",
        source: "user",
        account,
        nextStep: "Take it again with `regatta pool hold`, before the cleaner does.",
      }),
    );
  }
}
