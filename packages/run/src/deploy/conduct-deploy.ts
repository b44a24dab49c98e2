import { renderSummary, verdict } from "@regatta/run-log";
import type { FleetUser } from "../fleet/fleet-user.ts";
import type { Lending } from "../fleet/lending.ts";
import { makeFleet } from "../fleet/make-fleet.ts";
import { followInterrupts } from "../open-run/follow-interrupts.ts";
import { keepRecords } from "../open-run/keep-records.ts";
import { recordRun } from "../open-run/record-run.ts";
import { tellTelemetry } from "../open-run/tell-telemetry.ts";
import type { OpenRun } from "../open-run/with-open-run.ts";
import { writePage } from "../open-run/write-page.ts";
import { type DeployResult, deployResult, type OutputsByAccount } from "./deploy-result.ts";

export interface DeployToConduct {
  user: FleetUser;
  lending: Lending;
  /** It never waits, and takes only what nobody in line is due. */
  withoutLine?: boolean;
  /** The stack outputs as they come in, by account and service, where they are of interest. */
  outputs?: OutputsByAccount;
}

/** Deploys to the accounts that are wished for, hands each back, and says how it went. */
export async function conductDeploy(
  run: OpenRun,
  { outputs, ...to }: DeployToConduct,
): Promise<DeployResult> {
  const { log, view, basis, runDirectory, runId, readFrom } = run;
  const fleet = makeFleet({ ...run, ...to });
  followInterrupts({ ...run, fleet });
  await fleet.lease();
  await fleet.end();
  await keepRecords(basis, log);
  const { exitCode, reason } = verdict(log.state);
  await Promise.all([tellTelemetry(run, { exitCode, reason }), recordRun(run, { exitCode, reason })]);
  log.append({ kind: "run-finished", exitCode, reason });
  const page = await writePage(run);
  view.finish(
    renderSummary(log.state, { ...page, runDirectory, from: readFrom, columns: view.columns }, view.color),
  );
  return deployResult({ runId, runDirectory, state: log.state, outputs });
}
