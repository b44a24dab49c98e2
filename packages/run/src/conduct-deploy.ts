import { renderSummary, verdict } from "@regatta/run-log";
import { type DeployResult, deployResult, type OutputsByAccount } from "./deploy-result.ts";
import type { FleetUser } from "./fleet-user.ts";
import { followInterrupts } from "./follow-interrupts.ts";
import { keepRecords } from "./keep-records.ts";
import { makeFleet } from "./make-fleet.ts";
import type { OpenRun } from "./with-open-run.ts";

export interface DeployToConduct {
  user: FleetUser;
  /** The most accounts to hold at once. */
  size: number;
  /** The stack outputs as they come in, by account and service, where they are of interest. */
  outputs?: OutputsByAccount;
}

/** Deploys to the accounts that are wished for, hands each back, and says how it went. */
export async function conductDeploy(
  run: OpenRun,
  { user, size, outputs }: DeployToConduct,
): Promise<DeployResult> {
  const { log, view, basis, runDirectory, runId } = run;
  const fleet = makeFleet({ ...run, user, accounts: size });
  followInterrupts({ ...run, fleet });
  await fleet.lease();
  await fleet.end();
  await keepRecords(basis, log);
  const { exitCode, reason } = verdict(log.state);
  log.append({ kind: "run-finished", exitCode, reason });
  view.finish(renderSummary(log.state, { runDirectory }, view.color));
  return deployResult({ runId, runDirectory, state: log.state, outputs });
}
