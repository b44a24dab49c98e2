import type { Clock } from "@regatta/foundation";
import { LiveJUnit } from "@regatta/run-log";
import { lendingOfBasis } from "../basis/lending-of-basis.ts";
import { containerPlace } from "../containers/container-place.ts";
import type { JestProcess } from "../jest/jest-process.ts";
import { howToWriteJUnit } from "../open-run/how-to-write-junit.ts";
import { withOpenRun } from "../open-run/with-open-run.ts";
import { narrows } from "../quarantine/narrows.ts";
import { ActiveRun } from "./active-run.ts";
import { finishRun } from "./finish-run.ts";
import type { RunTestsOptions } from "./run-tests-options.ts";

export interface ConductRunOptions extends RunTestsOptions {
  /** Arguments Jest was loaded with. */
  args: string[];
  runId: string;
  runDirectory: string;
  /** Loaded, and not begun. */
  jest: JestProcess;
  clock: Clock;
}

/**
 * Looks at everything a run is made from, then runs it. @returns the exit code.
 * @throws RegattaError for bad input, with Jest not begun.
 */
export async function conductRun({ jest, args, ...options }: ConductRunOptions): Promise<number> {
  const place = containerPlace(options, options.env);
  return withOpenRun({ ...options, purpose: "tests", argv: args }, async (run) => {
    const leaks = options.config.tests.leaks || options.leaks === true;
    const { tests } = options.config;
    const retries = options.retries ?? tests.retries;
    const backupCopies = tests.backupCopies || options.backupCopies === true;
    const lending = lendingOfBasis(run.basis, run);
    const { holdFailed, inOrder } = options;
    const how = { holdFailed, lending, leaks, retries, backupCopies, inOrder, place };
    const report = new LiveJUnit({
      ...howToWriteJUnit(run.basis.config, run.env),
      log: run.log,
      clock: run.clock,
    });
    const active = new ActiveRun({ ...run, ...how, jest, args });
    const isPartial = inOrder !== undefined || narrows(options.jestArgs);
    await active.finished.finally(() => report.close());
    return finishRun({ ...run, jestArgs: options.jestArgs, wholeRun: active.wholeRun, place, isPartial });
  });
}
