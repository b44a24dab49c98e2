import { renderSummary, verdict, writeJUnit } from "@regatta/run-log";
import { keepRecords } from "../open-run/keep-records.ts";
import type { OpenRun } from "../open-run/with-open-run.ts";

type FinishRunOptions = Pick<OpenRun, "runDirectory" | "basis" | "log" | "view">;

/** Gives the verdict, writes the JUnit report, records the times, and says how it went. @returns the exit code. */
export async function finishRun({ basis, log, view, runDirectory }: FinishRunOptions): Promise<number> {
  await keepRecords(basis, log);
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
