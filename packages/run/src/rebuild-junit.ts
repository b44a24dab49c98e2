import { join } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { eventsFileName, RunState, readRunLog, type WriteJUnitOptions, writeJUnit } from "@regatta/run-log";

export interface RebuildJUnitOptions {
  /** The run's folder, which holds its events. */
  runDirectory: string;
  /** Where the report goes, and for which CI. */
  junit: WriteJUnitOptions;
}

/** Does what the package's face says of it. */
export async function rebuildJUnit({ runDirectory, junit }: RebuildJUnitOptions): Promise<void> {
  const events = await readRunLog(join(runDirectory, eventsFileName));
  const state = RunState.of(events);
  if (state.purpose !== "tests") throw withoutTests(state.runId);
  await writeJUnit(state, junit);
}

function withoutTests(runId: string): RegattaError {
  return new RegattaError(`${runId} only deployed: it ran no tests.`, {
    code: "RUN_WITHOUT_TESTS",
    source: "user",
    nextStep: "Name a run of tests; an earlier one may be what was meant.",
  });
}
