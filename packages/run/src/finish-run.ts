import { messageOf } from "@regatta/foundation";
import { type RunLog, renderSummary, type TerminalView, verdict, writeJUnit } from "@regatta/run-log";
import type { RunBasis } from "./prepare-run.ts";
import { rememberFingerprints } from "./remember-fingerprints.ts";

export interface FinishRunOptions {
  runDirectory: string;
  basis: RunBasis;
  log: RunLog;
  view: TerminalView;
}

/** Gives the verdict, writes the JUnit report, records the times, and says how it went. @returns the exit code. */
export async function finishRun({ basis, log, view, runDirectory }: FinishRunOptions): Promise<number> {
  await Promise.all([recordTimes(basis, log), rememberFingerprints(basis, log)]);
  const { exitCode, reason } = verdict(log.state);
  log.append({ kind: "run-finished", exitCode, reason });
  await report({ basis, log, view, runDirectory });
  return exitCode;
}

// A report that cannot be written must not cost the summary too.
async function report({ basis, log, view, runDirectory }: FinishRunOptions): Promise<void> {
  const junit = basis.config.output.junit;
  try {
    await writeJUnit(log.state, { path: junit });
  } finally {
    view.finish(renderSummary(log.state, { junit, runDirectory }, view.color));
  }
}

/** Records what files and deploys took; one that cannot be recorded is a problem told, and no more. */
export async function recordTimes({ history, deployHistory }: RunBasis, log: RunLog): Promise<void> {
  try {
    await history.record(log.state.passedDurations());
    await deployHistory.record(log.state.deployDurations());
  } catch (error) {
    log.append({ kind: "problem", code: "TIMES_NOT_RECORDED", message: messageOf(error) });
  }
}
