import { costOfDeploying } from "../basis/cost-of-deploying.ts";
import type { RunBasis } from "../basis/run-basis.ts";
import { conductDeploy } from "../deploy/conduct-deploy.ts";
import type { DeployResult } from "../deploy/deploy-result.ts";
import { openRunOptions } from "../deploy/deploy-services.ts";
import type { LendingRequest } from "../fleet/lending.ts";
import type { DeployRequest } from "../open-run/deploy-request.ts";
import { withOpenRun } from "../open-run/with-open-run.ts";
import { configAtRef } from "./config-at-ref.ts";
import { WarmTargets } from "./warm-targets.ts";

export interface WarmPoolOptions extends Omit<DeployRequest, keyof LendingRequest | "account"> {
  /** The branch, tag or commit whose services are deployed; the work tree's when left out. */
  ref?: string;
  /** How many accounts are to be warm in the end; all when left out. */
  count?: number;
  /**
   * How many available accounts are left to others at any time; what a run takes, or half of what is available if
   * that is less, when left out.
   */
  leave?: number;
}

/** Does what the package's face says of it. */
export async function warmPool(options: WarmPoolOptions): Promise<DeployResult> {
  const { ref, config: here, env } = options;
  if (ref === undefined) return warmWith(options);
  const { config, close } = await configAtRef(here, ref, env);
  try {
    return await warmWith({ ...options, config });
  } finally {
    await close();
  }
}

function warmWith(options: WarmPoolOptions): Promise<DeployResult> {
  return withOpenRun(openRunOptions(options, "warm"), async (run) => {
    const { basis } = run;
    const { pool } = basis;
    if (!pool) throw new Error("warming is about the accounts of a pool");
    const leave = options.leave ?? leftToOthers(basis);
    const costOf = costOfDeploying(basis);
    const user = new WarmTargets({ pool, costOf, count: options.count, leave });
    // Every account may be tried, and one that failed takes nobody else's place.
    const lending = { minimum: 1, maximum: basis.accounts.length, waitMs: 0, priority: 0 };
    return conductDeploy(run, { user, lending, withoutLine: true });
  });
}

function leftToOthers({ accounts, config }: RunBasis): number {
  const available = accounts.filter(({ state }) => state === "available").length;
  return Math.min(config.accounts.max, Math.floor(available / 2));
}
