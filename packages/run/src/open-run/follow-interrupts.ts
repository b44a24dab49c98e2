import type { RunLog, TerminalView } from "@regatta/run-log";
import type { Fleet } from "../fleet/fleet.ts";
import type { AccountClaim } from "../personal/account-claim.ts";
import type { InterruptSource } from "./interrupt-source.ts";

export interface FollowInterruptsOptions {
  interrupt: InterruptSource;
  /** The right to the account of somebody's own that is used, if one is. */
  claim?: AccountClaim | undefined;
  fleet: Fleet;
  log: RunLog;
  view: TerminalView;
  /** What is cut off beside the accounts. */
  cutOff?: (signal: "SIGINT" | "SIGTERM") => void;
  /** What must not outlive a process that quits at once. */
  quit?: () => void;
}

/**
 * The first signal cuts everything off, so that the accounts are handed back; the second, after which the process
 * quits at once, says what is left behind.
 */
export function followInterrupts({
  interrupt,
  claim,
  fleet,
  log,
  view,
  cutOff,
  quit,
}: FollowInterruptsOptions): void {
  interrupt.onInterrupt((signal, count) => {
    if (count > 1) {
      quit?.();
      if (!claim) sayWhatIsLeft(fleet, view);
      return;
    }
    log.append({ kind: "interrupted", signal });
    fleet.cutOff(new Error(`interrupted by ${signal}`));
    cutOff?.(signal);
  });
}

function sayWhatIsLeft(fleet: Fleet, view: TerminalView): void {
  const left = fleet.held.map(({ account, leaseId }) => `  ${account} (lease ${leaseId})`);
  if (left.length === 0) return;
  view.warn(`Left behind, still leased until the lease runs out, then cleaned:\n${left.join("\n")}\n`);
}
