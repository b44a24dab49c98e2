export type { AccountPhase, AccountState } from "./account-state.ts";
export type { AttemptClass } from "./attempt-class.ts";
export type { DeployRecord } from "./deploy-record.ts";
export { describeLeak } from "./describe-leak.ts";
export { describeWaiting } from "./describe-waiting.ts";
export { duration } from "./duration.ts";
export type { Attempt, FileState } from "./file-state.ts";
export { isGreen } from "./file-verdict.ts";
export { fit } from "./fit.ts";
export { type Expectation, expectationOf, expectations } from "./history/expectation.ts";
export { History, type HistoryOptions } from "./history/history.ts";
export { HistoryFile, type HistoryFileOptions } from "./history/history-file.ts";
export type { PastResult, PastResults } from "./history/past-result.ts";
export { readTimings, timingsOf } from "./history/read-timings.ts";
export { deployResults, fileResults } from "./history/results-of-run.ts";
export type { PastRun, PastStart } from "./past-run/past-run.ts";
export { readPastRuns } from "./past-run/read-past-runs.ts";
export { type ReplayPart, whatToReplay } from "./past-run/what-to-replay.ts";
export { nameOfEntry } from "./quarantine.ts";
export { readRunLog } from "./read-run-log.ts";
export { renderSources } from "./render-sources.ts";
export type {
  FileOutcome,
  FileResult,
  FileVerdict,
  QuarantineEntry,
  QuarantineInForce,
  RunEvent,
  RunEventInput,
  RunPurpose,
  TakenSource,
  TestCaseResult,
} from "./run-event.ts";
export { eventsFileName, type RunEventListener, RunLog } from "./run-log.ts";
export { RunState } from "./run-state.ts";
export { renderSummary, type SummaryPlaces } from "./summary.ts";
export { TerminalView, type TerminalViewOptions } from "./terminal-view.ts";
export { bailReason, type Verdict, verdict } from "./verdict.ts";
export { writeJUnit } from "./write-junit.ts";
