import { RegattaError } from "@regatta/foundation";
import { RunState, readRunLogs, type WriteJUnitOptions, writeJUnit } from "@regatta/run-log";

export interface RebuildJUnitOptions {
  /** The file of the run's events; those of all its containers. */
  logs: readonly string[];
  /** Where the report goes, and for which CI. */
  junit: WriteJUnitOptions;
}

/** Does what the package's face says of it. */
export async function rebuildJUnit({ logs, junit }: RebuildJUnitOptions): Promise<void> {
  const state = RunState.of(await readRunLogs(logs));
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
