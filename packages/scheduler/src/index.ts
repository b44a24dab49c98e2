export type { Services } from "./account-state.ts";
export {
  type AccountsStep,
  type AccountsToWeigh,
  type AccountsWorth,
  accountsWorth,
} from "./accounts-worth.ts";
export { lowerBound, median } from "./durations.ts";
export type { Ended, FileToRun, GivenUp, ScheduleOptions, Start } from "./file-to-run.ts";
export { type FixedShard, fixedShard } from "./fixed-shards.ts";
export { Schedule } from "./schedule.ts";
export { Suspects, type Suspicion } from "./suspects.ts";
