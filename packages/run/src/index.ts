export type { InterruptSource } from "./interrupt.ts";
export { type PlannedAccount, type PlanRunOptions, planRun, type RunPlan } from "./plan-run.ts";
export { rebuildJUnit } from "./rebuild-junit.ts";
export { type RunResult, type RunTestsOptions, runTests } from "./run-tests.ts";
