import { type Rerun, renderSummary, verdict, writeJUnit } from "@regatta/run-log";
import type { ContainerPlace } from "../containers/container-place.ts";
import { renderWholeRun, type WholeRun, writeWholeRun } from "../containers/whole-run.ts";
import { howToWriteJUnit } from "../open-run/how-to-write-junit.ts";
import { keepRecords } from "../open-run/keep-records.ts";
import { recordRun } from "../open-run/record-run.ts";
import { tellTelemetry } from "../open-run/tell-telemetry.ts";
import type { OpenRun } from "../open-run/with-open-run.ts";
import { writePage } from "../open-run/write-page.ts";
import { rerunOf } from "../replay/rerun-of.ts";

interface FinishRunOptions
  extends Pick<
    OpenRun,
    "runDirectory" | "purpose" | "basis" | "log" | "view" | "env" | "clock" | "given" | "readFrom"
  > {
  /** The run in all its containers, where it is for this one to sum it up. */
  wholeRun?: WholeRun | undefined;
  /** Which of the containers of the run this is. */
  place?: ContainerPlace | undefined;
  /** Whether files or tests were chosen on the command line. */
  isPartial: boolean;
  /** What Jest was told on the command line. */
  jestArgs: readonly string[];
}

/** Gives the verdict, writes the JUnit report and the page, records the times, and says how it went. @returns the exit code. */
export async function finishRun(options: FinishRunOptions): Promise<number> {
  const { basis, log, wholeRun } = options;
  await keepRecords(basis, log);
  const { exitCode, reason } = verdict(log.state);
  await Promise.all([tellTelemetry(options, { exitCode, reason }), recordRun(options, { exitCode, reason })]);
  log.append({ kind: "run-finished", exitCode, reason });
  await report({ ...options, wholeRun: wholeRun && { ...wholeRun, exitCode, reason } });
  return exitCode;
}

// A report that cannot be written must not cost the summary too.
async function report(options: FinishRunOptions): Promise<void> {
  const { basis, log, view, runDirectory, wholeRun, env, readFrom } = options;
  const junit = howToWriteJUnit(basis.config, env);
  try {
    await writeJUnit(log.state, junit);
  } finally {
    const page = await writePage(options);
    const places = {
      junit: junit.path,
      ...page,
      runDirectory,
      from: readFrom,
      columns: view.columns,
      complaints: view.complaints,
    };
    const own = renderSummary(log.state, { ...places, rerun: rerun(options) }, view.color);
    view.finish(wholeRun ? own + renderWholeRun(wholeRun) : own);
    if (wholeRun) writeWholeRun(wholeRun, runDirectory);
  }
}

function rerun({ basis: { config }, log: { state }, jestArgs, given }: FinishRunOptions): Rerun {
  return rerunOf({
    config,
    given,
    jestArgs: state.finished?.exitCode === 0 ? [] : jestArgs,
    rootDir: state.rootDir,
  });
}
