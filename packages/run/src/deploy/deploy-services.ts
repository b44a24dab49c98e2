import { join } from "node:path";
import { systemClock } from "@regatta/foundation";
import { lendingOfBasis } from "../basis/lending-of-basis.ts";
import type { RunBasis } from "../basis/run-basis.ts";
import type { DeployRequest } from "../open-run/deploy-request.ts";
import { newRunId } from "../open-run/new-run-id.ts";
import { type OpenRunOptions, withOpenRun } from "../open-run/with-open-run.ts";
import { conductDeploy } from "./conduct-deploy.ts";
import type { DeployResult } from "./deploy-result.ts";
import { DeployTargets } from "./deploy-targets.ts";

export type DeployServicesOptions = DeployRequest;

/** Does what the package's face says of it. */
export async function deployServices(options: DeployServicesOptions): Promise<DeployResult> {
  return withOpenRun(openRunOptions(options, "deploy"), async (run) => {
    const { basis, accounts, log } = run;
    const count = accounts ?? howMany(basis);
    log.append({ kind: "accounts-wanted", accounts: count });
    const user = new DeployTargets({ count, only: basis.only });
    // Each account is handed back as soon as it is deployed: none is waited for together with others.
    const lending = { ...lendingOfBasis(basis, run), minimum: 1, maximum: count };
    return conductDeploy(run, { user, lending, outputs: user.outputs });
  });
}

/** The options of a run that begins now. */
export function openRunOptions(
  options: DeployServicesOptions,
  purpose: OpenRunOptions["purpose"],
): OpenRunOptions {
  const { clock = systemClock, config } = options;
  const runId = newRunId(clock.now());
  const runDirectory = join(config.output.directory, "runs", runId);
  return { ...options, purpose, runId, runDirectory, clock };
}

// Nobody said a number: what there is, as a run would take it. One account asked for is one.
function howMany({ accounts, only, personal, config }: RunBasis): number {
  if (only || personal) return 1;
  const available = accounts.filter(({ state }) => state === "available").length;
  return Math.max(1, Math.min(config.accounts.max, available));
}
