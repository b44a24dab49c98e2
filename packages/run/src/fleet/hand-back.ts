import { accountKey } from "@regatta/accounts";
import { messageOf } from "@regatta/foundation";
import type { AccountRecord, AccountVerdict } from "./account-record.ts";
import type { AccountSurroundings } from "./account-surroundings.ts";
import type { HeldLease } from "./held-lease.ts";

export interface ToHandBack {
  lease: HeldLease;
  /** What happened in the account. */
  record: AccountRecord;
  /** Whether all services were brought up to date, or found so. */
  isUpToDate: boolean;
  around: Pick<AccountSurroundings, "log" | "failedAccounts" | "deploy">;
}

/**
 * Gives an account back as its record says, or keeps it for a person where a file failed in it. A lost lease has nothing
 * to give back. Never throws: a hand-back that fails is left to the reaper, and said.
 */
export async function handBack(what: ToHandBack): Promise<void> {
  const { lease, around } = what;
  const { log } = around;
  const account = accountKey(lease.account);
  const verdict = verdictOn(what);
  try {
    if (await keep(what, verdict)) return;
    const result = await (verdict.kind === "dirty"
      ? lease.markDirty(verdict.reason)
      : lease.release(lastFingerprints(what)));
    if (result.kind === "lost") log.append({ kind: "account-hand-back-lost", account });
    else if (verdict.kind === "dirty")
      log.append({ kind: "account-dirty", account, ...whyDirty(what, verdict) });
    else log.append({ kind: "account-released", account });
  } catch (error) {
    log.append({
      kind: "problem",
      code: "HAND_BACK_FAILED",
      message: `${account} could not be handed back: ${messageOf(error)}`,
      nextStep: "Nothing: its lease runs out by itself, and the account is then cleaned.",
    });
  }
}

function whyDirty({ lease: { nextStepWhenDirty } }: ToHandBack, { reason }: { reason: string }) {
  return { reason, ...(nextStepWhenDirty ? { nextStep: nextStepWhenDirty } : {}) };
}

// One that its owner took dirty, and that was not brought up to date, goes back as it came.
function verdictOn({ lease, record, isUpToDate }: ToHandBack): AccountVerdict {
  const verdict = record.verdict();
  const { reason } = lease.account;
  const cameDirty = reason !== undefined && !isUpToDate;
  return verdict.kind === "available" && cameDirty ? { kind: "dirty", reason } : verdict;
}

/** @returns whether the account is kept for a person, since a file failed in it; else it goes back. */
async function keep({ lease, record, around }: ToHandBack, verdict: AccountVerdict): Promise<boolean> {
  const { failedAccounts, log } = around;
  const { failedFile } = record;
  if (!failedAccounts || !lease.hold || failedFile === undefined || lease.signal.aborted) return false;
  const request = failedAccounts.keep(failedFile, verdict.kind === "dirty" ? verdict.reason : undefined);
  if (!request) return false;
  const account = accountKey(lease.account);
  const result = await lease.hold(request);
  if (result.kind === "lost") {
    log.append({ kind: "account-hand-back-lost", account });
    return true;
  }
  const { holder, reason } = request;
  const until = result.account.lease?.expiresAt ?? 0;
  const nextStep = failedAccounts.nextStep(result.account);
  log.append({ kind: "account-kept", account, holder, reason, until, nextStep });
  return true;
}

// What was deployed here is remembered only when all of it was seen: a half-known account is not preferred. Of services
// this run did not look at, it stays what whoever saw them last said.
function lastFingerprints({ lease, isUpToDate, around }: ToHandBack): Record<string, string> | undefined {
  if (!isUpToDate) return undefined;
  const seen = [...around.deploy.fingerprints].map(([name, { digest }]) => [name, digest]);
  return { ...lease.account.fingerprints, ...Object.fromEntries(seen) };
}
