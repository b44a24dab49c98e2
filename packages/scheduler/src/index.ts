export type { Services } from "./account-state.ts";
export { type AccountsToWeigh, type AccountsWorth, accountsWorth } from "./accounts-worth.ts";
export { lowerBound, median } from "./durations.ts";
export { type FileToRun, type GivenUp, Schedule, type ScheduleOptions, type Start } from "./schedule.ts";
export { Suspects, type Suspicion } from "./suspects.ts";
