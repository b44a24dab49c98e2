import { accountKey, type PoolAccount } from "@regatta/accounts";
import { count } from "../../output/count.ts";
import type { PoolLook } from "./pool-status.ts";

/** One thing that happened in a pool. */
export interface StatusChange {
  /** The server's time, ms. */
  at: number;
  /** The account it happened to, or `the line`. */
  account: string;
  what: string;
}

/**
 * What happened between two looks at a pool, in order: every change of state, those too that were over before the
 * second look (each account keeps its last ten), what holders went on to, and accounts that came and went.
 */
export function changesBetween(before: PoolLook, after: PoolLook): StatusChange[] {
  const earlier = new Map(before.accounts.map((account) => [accountKey(account), account]));
  const later = new Set(after.accounts.map(accountKey));
  const gone = [...earlier.keys()]
    .filter((account) => !later.has(account))
    .map((account) => ({ at: after.now, account, what: "removed from the pool" }));
  const changed = after.accounts.flatMap((account) =>
    changesOf(earlier.get(accountKey(account)), account, after.now),
  );
  return [...changed, ...gone, ...changesOfLine(before, after)].sort(
    (a, b) => a.at - b.at || (a.account < b.account ? -1 : 1),
  );
}

function changesOf(before: PoolAccount | undefined, after: PoolAccount, now: number): StatusChange[] {
  const account = accountKey(after);
  const known = new Set(before?.history.map(({ id }) => id));
  const changes = after.history
    .filter(({ id }) => !known.has(id))
    .map(({ at, state, why, by }) => ({ at, account, what: `${state}: ${why} (${by})` }));
  const activity = after.lease?.activity;
  if (activity === undefined || isSame(before, after)) return changes;
  return [...changes, { at: now, account, what: `${after.state}: ${activity}` }];
}

function isSame(before: PoolAccount | undefined, { lease }: PoolAccount): boolean {
  return before?.lease?.id === lease?.id && before?.lease?.activity === lease?.activity;
}

function changesOfLine(before: PoolLook, after: PoolLook): StatusChange[] {
  const earlier = new Set(before.line.map(({ id }) => id));
  const later = new Set(after.line.map(({ id }) => id));
  const came = after.line
    .filter(({ id }) => !earlier.has(id))
    .map(({ since, runId, holder, needs }) => ({
      at: since,
      account: "the line",
      what: `run ${runId} (${holder}) waits for ${count(needs, "account")}`,
    }));
  const left = before.line
    .filter(({ id }) => !later.has(id))
    .map(({ runId }) => ({ at: after.now, account: "the line", what: `run ${runId} waits no more` }));
  return [...came, ...left];
}
