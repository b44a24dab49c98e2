export { readRunLog } from "./read-run-log.ts";
export type { FileOutcome, FileResult, RunEvent, RunEventInput, TestCaseResult } from "./run-event.ts";
export { eventsFileName, type RunEventListener, RunLog } from "./run-log.ts";
export {
  type AccountPhase,
  type AccountState,
  type FileState,
  type FileVerdict,
  RunState,
} from "./run-state.ts";
export { renderSummary, type SummaryPlaces } from "./summary.ts";
export { TerminalView, type TerminalViewOptions } from "./terminal-view.ts";
export { TimingHistory, type TimingHistoryOptions } from "./timing-history.ts";
export { type Verdict, verdict } from "./verdict.ts";
export { writeJUnit } from "./write-junit.ts";
