import { readFile } from "node:fs/promises";
import { RegattaError } from "@regatta/foundation";
import type { RunEvent } from "./run-event.ts";

/**
 * Reads the events of a run; a last line that was cut off by a crash is left out.
 * @param path the events file.
 * @throws RegattaError RUN_LOG_MISSING when there is none, RUN_LOG_BROKEN when a line before the last is not an event.
 */
export async function readRunLog(path: string): Promise<RunEvent[]> {
  const lines = (await text(path)).split("\n");
  // What follows the last line end is empty, or a line that was being written.
  lines.pop();
  return lines.map((line, i) => parse(line, i, path));
}

async function text(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new RegattaError(`There are no events of a run at ${path}.`, {
      code: "RUN_LOG_MISSING",
      source: "user",
      nextStep: "Name a run that has a folder below .regatta/runs, or `latest`.",
      cause,
    });
  }
}

function parse(line: string, index: number, path: string): RunEvent {
  try {
    return JSON.parse(line) as RunEvent;
  } catch (cause) {
    throw new RegattaError(`Line ${index + 1} of ${path} is not an event.`, {
      code: "RUN_LOG_BROKEN",
      source: "user",
      nextStep: "Restore the file from the run's artifacts.",
      cause,
    });
  }
}
