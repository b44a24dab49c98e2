import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { eventsFileName } from "@regatta/run-log";
import { findRun } from "../../find-run.ts";

export interface RunToShow {
  id: string;
  /** Its events, where they are not in the folder of the runs. */
  events?: string;
}

/**
 * The run that is asked for; undefined for `latest`, which may not be there yet.
 * @throws RegattaError RUN_NOT_FOUND.
 */
export async function runToShow(
  run: string,
  { folder, cwd, outputDirectory }: { folder: string; cwd: string; outputDirectory: string },
): Promise<RunToShow | undefined> {
  if (run === "latest") return undefined;
  const found = await findRun({ run, cwd, outputDirectory });
  const events = (await stat(found)).isDirectory() ? join(found, eventsFileName) : found;
  const runFolder = dirname(events);
  const id = basename(runFolder);
  return dirname(runFolder) === folder
    ? { id }
    : { id: basename(events) === eventsFileName ? id : basename(events), events };
}
