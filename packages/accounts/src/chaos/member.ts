import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { systemClock } from "@regatta/foundation";
import { accountKey } from "../account.ts";
import type { HeldAccount } from "../lease/held-account.ts";
import type { Lease } from "../lease/lease.ts";
import type { Pool } from "../pool/pool.ts";
import { dirtyAccounts } from "../pool/start-cleaning.ts";
import { AccountJudge } from "../testing/account-judge.ts";
import type { Counted, MemberNews, MemberOrder } from "./chaos-order.ts";

export interface MemberOptions extends Pick<MemberOrder, "name" | "role" | "table" | "leaseMs"> {
  pool: Pool;
  /** For the judge. */
  client: DynamoDBClient;
  tell(news: MemberNews): void;
}

// How long holders work, and how often they do something in their account meanwhile; ms.
const WORK_MS = [200, 4_000] as const;
const ACT_EVERY_MS = 150;
const LOOK_EVERY_MS = 400;

/** One of the processes: leases accounts or cleans them, and judges what it meets there, until it is killed. */
export class Member {
  readonly #options: MemberOptions;

  constructor(options: MemberOptions) {
    this.#options = options;
  }

  /** Never ends, and lives with every error of AWS. */
  async work(): Promise<never> {
    const round = this.#options.role === "holder" ? () => this.#holdSome() : () => this.#cleanOne();
    for (;;) {
      await round().catch(async () => {
        this.#count("failures");
        await systemClock.sleep(LOOK_EVERY_MS);
      });
    }
  }

  /** Waits in line for its minimum, like a run; uses what it got, and gives it all back. */
  async #holdSome(): Promise<void> {
    const { pool, name, leaseMs } = this.#options;
    const minimum = between(1, 3);
    const maximum = minimum + between(0, 2);
    const request = { runId: name, holder: `process ${process.pid}`, durationMs: leaseMs };
    const place = pool.line({ ...request, minimum, maximum, priority: between(0, 1) });
    const from = systemClock.monotonic();
    for (;;) {
      const { leases } = await place.look({ held: 0, want: maximum });
      if (leases.length > 0) {
        if (leases.length < minimum)
          this.#violation(`got ${leases.length} accounts, its minimum is ${minimum}`);
        this.#options.tell({ kind: "waited", ms: systemClock.monotonic() - from });
        await Promise.all(leases.map((lease) => this.#hold(lease)));
        return;
      }
      await systemClock.sleep(LOOK_EVERY_MS * Math.random());
    }
  }

  async #hold(lease: Lease): Promise<void> {
    this.#count("leases");
    lease.startHeartbeat();
    const judge = this.#judge(lease);
    const wrong = await judge.enter();
    if (wrong) return this.#refusedAt("coming in", lease, wrong);
    if (!(await this.#stay(lease, judge))) return;
    const tidy = Math.random() < 0.85;
    if (!(await judge.leave(tidy ? "tidy" : "untidy"))) return this.#refusedAt("leaving", lease, "");
    const { kind } = tidy ? await lease.release() : await lease.markDirty("chaos left it untidy");
    if (kind === "lost") this.#count("losses");
    else this.#count(tidy ? "released" : "handedBackDirty");
  }

  async #cleanOne(): Promise<void> {
    const { pool, name, leaseMs } = this.#options;
    await systemClock.sleep(LOOK_EVERY_MS * Math.random());
    await pool.reap();
    const dirty = dirtyAccounts(await pool.list(), pool.serverNow());
    // Cleaners that all take the one that waited longest would only meet.
    const account = dirty[between(0, dirty.length - 1)];
    if (!account) return;
    const result = await pool.startCleaning({ account, runId: name, holder: name, durationMs: leaseMs });
    if (result.kind !== "cleaning") return;
    const { cleaning } = result;
    cleaning.startHeartbeat();
    const judge = this.#judge(cleaning);
    const wrong = await judge.enterToClean();
    if (wrong) return this.#refusedAt("coming in to clean", cleaning, wrong);
    if (!(await this.#stay(cleaning, judge))) return;
    if (!(await judge.leave("tidy"))) return this.#refusedAt("leaving clean", cleaning, "");
    this.#count((await cleaning.cleaned()).kind === "lost" ? "losses" : "cleanings");
  }

  /** @returns false when the account is no longer ours. */
  async #stay(held: HeldAccount, judge: AccountJudge): Promise<boolean> {
    const until = systemClock.monotonic() + between(...WORK_MS);
    while (systemClock.monotonic() < until) {
      if (held.signal.aborted) {
        this.#count("losses");
        return false;
      }
      if (!(await judge.act())) {
        this.#refusedAt("acting", held, "");
        return false;
      }
      await systemClock.sleep(ACT_EVERY_MS);
    }
    return true;
  }

  // Whoever is refused must have lost the lease: a holder whose lease still is good has been met by another.
  #refusedAt(doing: string, held: HeldAccount, detail: string): void {
    if (held.signal.aborted) {
      this.#count("lateActs");
      return;
    }
    const where = `in ${accountKey(held.account)}, lease ${held.id}, epoch ${held.epoch}`;
    this.#violation(`${where}: refused at ${doing} ${detail}`.trimEnd());
  }

  #violation(what: string): void {
    this.#options.tell({ kind: "violation", what: `${this.#options.name} ${what}` });
  }

  #judge({ account, id: leaseId, epoch }: HeldAccount): AccountJudge {
    const { client, table } = this.#options;
    return new AccountJudge({ client, table, account, leaseId, epoch });
  }

  #count(what: Counted): void {
    this.#options.tell({ kind: "count", what });
  }
}

function between(from: number, to: number): number {
  return from + Math.floor(Math.random() * (to - from + 1));
}
