import type { PlanRunOptions, RunPlan } from "./plan-run.ts";
import type { RebuildJUnitOptions } from "./rebuild-junit.ts";

export type { InterruptSource } from "./interrupt.ts";
export type { PlannedAccount, PlanRunOptions, RunPlan } from "./plan-run.ts";
export type { RebuildJUnitOptions } from "./rebuild-junit.ts";
export { type RunResult, runTests } from "./run-tests.ts";
export type { RunTestsOptions } from "./run-tests-options.ts";

// Loaded when called: `runTests` must not wait for the AWS SDK of the others.

/**
 * What `runTests` would lease, deploy, skip and run. Reads the pool, the stacks and the list of tests; changes nothing.
 * @throws RegattaError as `runTests` does for bad input.
 */
export async function planRun(options: PlanRunOptions): Promise<RunPlan> {
  return (await import("./plan-run.ts")).planRun(options);
}

/**
 * Writes the JUnit report of a run from its events alone: also for a run that was killed.
 * @throws RegattaError when the folder holds no readable events.
 */
export async function rebuildJUnit(options: RebuildJUnitOptions): Promise<void> {
  return (await import("./rebuild-junit.ts")).rebuildJUnit(options);
}
