import { join } from "node:path";
import { eventsFileName, RunState, readRunLog, writeJUnit } from "@regatta/run-log";

/**
 * Writes the JUnit report of a run from its events alone: also for a run that was killed.
 * @param runDirectory the run's folder, which holds events.jsonl.
 * @param output where the report goes.
 * @throws RegattaError when the folder holds no readable events.
 */
export async function rebuildJUnit({
  runDirectory,
  output,
}: {
  runDirectory: string;
  output: string;
}): Promise<void> {
  const events = await readRunLog(join(runDirectory, eventsFileName));
  await writeJUnit(RunState.of(events), { path: output });
}
