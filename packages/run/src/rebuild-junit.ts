import { join } from "node:path";
import { eventsFileName, RunState, readRunLog, writeJUnit } from "@regatta/run-log";

export interface RebuildJUnitOptions {
  /** The run's folder, which holds its events. */
  runDirectory: string;
  /** Where the report goes. */
  output: string;
}

/** Does what the package's face says of it. */
export async function rebuildJUnit({ runDirectory, output }: RebuildJUnitOptions): Promise<void> {
  const events = await readRunLog(join(runDirectory, eventsFileName));
  await writeJUnit(RunState.of(events), { path: output });
}
