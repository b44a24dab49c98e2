export type { Services } from "./account-state.ts";
export { lowerBound, median } from "./durations.ts";
export { type FileToRun, type GivenUp, Schedule, type ScheduleOptions, type Start } from "./schedule.ts";
export { Suspects, type Suspicion } from "./suspects.ts";
