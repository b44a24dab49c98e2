import type { CleaningLease, Parking } from "@regatta/accounts";
import { messageOf } from "@regatta/foundation";
import type { CleaningVerdict } from "../account/cleaning-verdict.ts";
import type { CleanedAccountReport } from "./cleaning-report.ts";

type Outcome = Omit<CleanedAccountReport, "account" | "ms">;

/** Ends a cleaning lease as the verdict says. Never throws: what could not be written is left to the reaper. */
export async function handBack(cleaning: CleaningLease, verdict: CleaningVerdict): Promise<Outcome> {
  const { failures } = cleaning.account;
  const reason = "reason" in verdict ? { reason: verdict.reason } : {};
  try {
    const written = await write(cleaning, verdict);
    if (written.kind === "failed") return { ...failed(cleaning), reason: written.reason };
    if (written.kind === "lost") return { outcome: "lost", failures, ...reason };
    if (verdict.kind === "cleaned") return { outcome: "cleaned", failures: 0 };
    if (verdict.kind === "failed") return { ...failed(cleaning), ...reason };
    return { outcome: verdict.kind === "parked" ? "parked" : "given-back", failures, ...reason };
  } catch (error) {
    return { outcome: "not-told", failures, reason: messageOf(error) };
  }
}

function write(cleaning: CleaningLease, verdict: CleaningVerdict): Promise<Parking> {
  switch (verdict.kind) {
    case "cleaned":
      return cleaning.cleaned(verdict.fingerprints);
    case "failed":
      return cleaning.failed(verdict.reason);
    case "parked":
      return cleaning.park(verdict.reason, verdict.afterMs);
    case "interrupted":
      return cleaning.giveUp(verdict.reason);
    case "lost":
      return Promise.resolve({ kind: "lost" });
  }
}

function failed({ account, quarantineAfter }: CleaningLease): Pick<Outcome, "outcome" | "failures"> {
  const failures = account.failures + 1;
  return { outcome: failures >= quarantineAfter ? "quarantined" : "failed", failures };
}
