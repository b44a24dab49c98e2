export { lowerBound, median } from "./durations.ts";
export { type FileToRun, Schedule, type ScheduleOptions } from "./schedule.ts";
