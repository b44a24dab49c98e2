import {
  type AccountRef,
  accountKey,
  type CleaningLease,
  type Pool,
  type PoolAccount,
} from "@regatta/accounts";
import { type Clock, followed } from "@regatta/foundation";
import PQueue from "p-queue";
import { cleanAccount } from "../account/clean-account.ts";
import type { CleaningEvent } from "../account/cleaning-event.ts";
import type { CleaningSettings } from "../account/cleaning-settings.ts";
import type { CleaningVerdict } from "../account/cleaning-verdict.ts";
import type { BaselineStore } from "../baseline/baseline-store.ts";
import type { CleanedAccountReport, CleaningReport } from "./cleaning-report.ts";
import { commonCause, type EndedCleaning } from "./common-cause.ts";
import { failureSignature } from "./failure-signature.ts";
import { handBack } from "./hand-back.ts";
import { whatToClean } from "./what-to-clean.ts";
import { whyDirty } from "./why-dirty.ts";

export interface CleanPoolOptions {
  pool: Pool;
  settings: CleaningSettings;
  baselines: BaselineStore;
  runId: string;
  /** Who cleans, for people. */
  holder: string;
  /** How long a cleaning lease lasts without a heartbeat, ms. */
  leaseMs: number;
  /** How many accounts are cleaned at once. */
  concurrency: number;
  /** After how many failures in a row an account is quarantined. */
  attempts: number;
  /** How long after a first failure the next try may start, ms. */
  retryMs: number;
  /** Clean these alone (keys), and at once, whatever is due; all that are due when left out. */
  only?: readonly string[] | undefined;
  /** Ends it in order: what is under way is cut off, and its account given back. */
  signal: AbortSignal;
  clock: Clock;
  /** So many accounts are due; of those some may be taken by other cleaners first. */
  onDue?(accounts: number): void;
  onEvent(account: AccountRef, event: CleaningEvent): void;
  /** An account was given back. */
  onEnd(report: CleanedAccountReport): void;
}

interface Ended {
  cleaning: CleaningLease;
  /** As it was before. */
  was: PoolAccount;
  verdict: CleaningVerdict;
  startedAt: number;
}

/**
 * Cleans the accounts of a pool that are due, several at once, each under its cleaning lease; several cleaners share the
 * work, for an account somebody else took is left to them.
 *
 * A failed account is not given back before it is known that others do not fail the same way. Should they, the cause is
 * not theirs: it is named, nothing more is tried, and no failure is counted.
 * @returns what became of each account it took, also when it was interrupted; a failure in an account is in there, and
 * not thrown.
 * @throws RegattaError as AWS failed, reading the pool or claiming an account; the others have come to their end then.
 */
export async function cleanPool(options: CleanPoolOptions): Promise<CleaningReport> {
  await options.pool.reap();
  const all = await options.pool.list();
  const due = whatToClean(all, { now: options.pool.serverNow(), only: options.only });
  options.onDue?.(due.length);
  return new CleaningRound(options, all).run(due);
}

/** One pass over the accounts that are due. */
class CleaningRound {
  readonly #options: CleanPoolOptions;
  readonly #all: readonly PoolAccount[];
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #ended: EndedCleaning[] = [];
  /** Failed, and held until it is known whether that is their own fault. */
  #pending: Ended[] = [];
  readonly #reports: CleanedAccountReport[] = [];
  #cause: string | undefined;

  constructor(options: CleanPoolOptions, all: readonly PoolAccount[]) {
    this.#options = options;
    this.#all = all;
    this.#signal = followed(options.signal, this.#stop.signal);
  }

  async run(due: readonly PoolAccount[]): Promise<CleaningReport> {
    const queue = new PQueue({ concurrency: this.#options.concurrency });
    const ends = await Promise.allSettled(due.map((account) => queue.add(() => this.#clean(account))));
    await this.#giveBackPending();
    const unclaimed = ends.find((end) => end.status === "rejected");
    if (unclaimed) throw unclaimed.reason;
    const accounts = this.#reports;
    return { accounts, ...(this.#cause === undefined ? {} : { commonCause: this.#cause }) };
  }

  async #clean(account: PoolAccount): Promise<void> {
    if (this.#signal.aborted) return;
    const cleaning = await this.#take(account);
    if (!cleaning) return;
    const { settings, baselines, runId, holder: by, clock, onEvent } = this.#options;
    const startedAt = clock.monotonic();
    const isOnlyRegion = this.#all.filter(({ id }) => id === account.id).length === 1;
    let doing = "opening a session";
    cleaning.doing(() => `cleaning: ${doing}`);
    cleaning.startHeartbeat();
    const verdict = await cleanAccount({
      ...{ cleaning, settings, baselines, runId, by, isOnlyRegion, clock, signal: this.#signal },
      onEvent: (event) => {
        if (event.kind === "step-started") doing = event.step;
        if (event.kind === "stack-deleting") doing = `deleting stack ${event.stackName}`;
        onEvent(account, event);
      },
    });
    await this.#end({ cleaning, was: account, verdict, startedAt });
  }

  async #take(account: PoolAccount): Promise<CleaningLease | undefined> {
    const { pool, runId, holder, leaseMs: durationMs, attempts, retryMs, only } = this.#options;
    const result = await pool.startCleaning({
      ...{ account, runId, holder, durationMs, retryMs },
      quarantineAfter: attempts,
      evenEarly: only !== undefined,
    });
    return result.kind === "cleaning" ? result.cleaning : undefined;
  }

  async #end(ended: Ended): Promise<void> {
    const { verdict } = ended;
    if (verdict.kind === "interrupted" || verdict.kind === "lost") return this.#giveBack(ended);
    this.#ended.push(failureSignature(verdict));
    if (verdict.kind !== "failed") {
      await Promise.all([this.#giveBack(ended), this.#giveBackPending()]);
      return;
    }
    // One that fails otherwise shows that those before it did so by themselves.
    const before = this.#pending[0];
    if (before && failureSignature(before.verdict) !== failureSignature(verdict))
      await this.#giveBackPending();
    this.#pending.push(ended);
    const cause = this.#cause ?? (commonCause(this.#ended) && verdict.reason);
    if (cause === undefined) return;
    this.#cause = cause;
    this.#stop.abort(new Error("several accounts cannot be cleaned for one cause"));
    await this.#giveBackPending();
  }

  async #giveBackPending(): Promise<void> {
    const pending = this.#pending;
    this.#pending = [];
    await Promise.all(pending.map((ended) => this.#giveBack(ended)));
  }

  async #giveBack({ cleaning, was, verdict, startedAt }: Ended): Promise<void> {
    const ms = Math.round(this.#options.clock.monotonic() - startedAt);
    const isCommon = this.#cause !== undefined && verdict.kind === "failed";
    const own: CleaningVerdict = isCommon
      ? { kind: "interrupted", reason: `not its own fault: ${verdict.reason}` }
      : verdict;
    const account = accountKey(cleaning.account);
    const dirty = whyDirty(was);
    const report = { ...(await handBack(cleaning, own)), account, ms, ...(dirty ? { dirty } : {}) };
    this.#reports.push(report);
    this.#options.onEnd(report);
  }
}
