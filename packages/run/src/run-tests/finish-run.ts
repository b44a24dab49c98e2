import { renderSummary, verdict, writeJUnit } from "@regatta/run-log";
import { renderWholeRun, type WholeRun, writeWholeRun } from "../containers/whole-run.ts";
import { keepRecords } from "../open-run/keep-records.ts";
import { tellTelemetry } from "../open-run/tell-telemetry.ts";
import type { OpenRun } from "../open-run/with-open-run.ts";

interface FinishRunOptions
  extends Pick<OpenRun, "runDirectory" | "basis" | "log" | "view" | "env" | "clock"> {
  /** The run in all its containers, where it is for this one to sum it up. */
  wholeRun?: WholeRun | undefined;
}

/** Gives the verdict, writes the JUnit report, records the times, and says how it went. @returns the exit code. */
export async function finishRun(options: FinishRunOptions): Promise<number> {
  const { basis, log, wholeRun } = options;
  await keepRecords(basis, log);
  const { exitCode, reason } = verdict(log.state);
  await tellTelemetry(options, { exitCode, reason });
  log.append({ kind: "run-finished", exitCode, reason });
  await report({ ...options, wholeRun: wholeRun && { ...wholeRun, exitCode, reason } });
  return exitCode;
}

// A report that cannot be written must not cost the summary too.
async function report({ basis, log, view, runDirectory, wholeRun }: FinishRunOptions): Promise<void> {
  const junit = basis.config.output.junit;
  try {
    await writeJUnit(log.state, { path: junit });
  } finally {
    const own = renderSummary(log.state, { junit, runDirectory }, view.color);
    view.finish(wholeRun ? own + renderWholeRun(wholeRun) : own);
    if (wholeRun) writeWholeRun(wholeRun, runDirectory);
  }
}
