import type { Fingerprint } from "@regatta/stacks";
import type { DeployResult } from "./deploy/deploy-result.ts";
import type { DeployServicesOptions } from "./deploy/deploy-services.ts";
import type { PlanRunOptions } from "./plan/plan-run.ts";
import type { RunPlan } from "./plan/run-plan.ts";
import type { RebuildJUnitOptions } from "./rebuild-junit.ts";
import type { ReplayRunOptions } from "./replay/replay-run.ts";
import type { RunResult } from "./run-tests/run-tests.ts";
import type { TakeFingerprintsOptions } from "./take-fingerprints.ts";
import type { WarmPoolOptions } from "./warm/warm-pool.ts";

export type { DeployedAccount, DeployResult } from "./deploy/deploy-result.ts";
export type { DeployServicesOptions } from "./deploy/deploy-services.ts";
export { type AnswerOfJestOptions, answerOfJest, asksJest } from "./jest/answer-of-jest.ts";
export type { DeployRequest } from "./open-run/deploy-request.ts";
export { howToWriteJUnit } from "./open-run/how-to-write-junit.ts";
export type { InterruptSource } from "./open-run/interrupt-source.ts";
export type { PlanRunOptions } from "./plan/plan-run.ts";
export type { Explanation, PlannedAccount, RunPlan } from "./plan/run-plan.ts";
export type { RebuildJUnitOptions } from "./rebuild-junit.ts";
export type { ReplayRunOptions } from "./replay/replay-run.ts";
export { type RunResult, runTests } from "./run-tests/run-tests.ts";
export type { RunTestsOptions } from "./run-tests/run-tests-options.ts";
export type { TakeFingerprintsOptions } from "./take-fingerprints.ts";
export type { WarmPoolOptions } from "./warm/warm-pool.ts";

// Loaded when called: `runTests` must not wait for the AWS SDK of the others.

/**
 * What `runTests` would lease, deploy, skip and run. Reads the pool, the stacks and the list of tests; changes nothing.
 * @throws RegattaError as `runTests` does for bad input.
 */
export async function planRun(options: PlanRunOptions): Promise<RunPlan> {
  return (await import("./plan/plan-run.ts")).planRun(options);
}

/**
 * Deploys the selected services to accounts of the pool, or to the one that is asked for, and hands them back.
 * @returns what came of it; a deploy that started does not throw.
 * @throws RegattaError as `runTests` does for bad input, before anything is touched.
 */
export async function deployServices(options: DeployServicesOptions): Promise<DeployResult> {
  return (await import("./deploy/deploy-services.ts")).deployServices(options);
}

/**
 * Runs what a run ran, or a part of it, in its order, one file after the other in one account: of the pool, or the one
 * that is asked for. Says what differs from then.
 * @returns as `runTests`.
 * @throws RegattaError RUN_LOG_MISSING, RUN_LOG_BROKEN or REPORT_UNREADABLE for the record; NOT_IN_RUN for a part there
 *   was not; REPLAY_EMPTY where none of the files is there any more; and as `runTests`.
 */
export async function replayRun(options: ReplayRunOptions): Promise<RunResult> {
  return (await import("./replay/replay-run.ts")).replayRun(options);
}

/**
 * Writes the JUnit report of a run from its events alone: also for a run that was killed, or that several containers shared.
 * @throws RegattaError when the events cannot be read, or are not of one run.
 */
export async function rebuildJUnit(options: RebuildJUnitOptions): Promise<void> {
  return (await import("./rebuild-junit.ts")).rebuildJUnit(options);
}

/**
 * The fingerprints a run would take now, in the order of the names, or of the configuration. Needs no AWS.
 * @throws RegattaError UNKNOWN_SERVICE, and as `runTests` does for services that cannot be read.
 */
export async function takeFingerprints(options: TakeFingerprintsOptions): Promise<Fingerprint[]> {
  return (await import("./take-fingerprints.ts")).takeFingerprints(options);
}

/**
 * Brings idle accounts of the pool up to date and hands them back, so that the next runs deploy little; leaves enough
 * of them to others meanwhile.
 * @throws RegattaError as `runTests` does for bad input, before anything is touched.
 */
export async function warmPool(options: WarmPoolOptions): Promise<DeployResult> {
  return (await import("./warm/warm-pool.ts")).warmPool(options);
}
