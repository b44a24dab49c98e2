import { readFile } from "node:fs/promises";
import { RegattaError } from "@regatta/foundation";
import type { RunEvent } from "../events/run-event.ts";

/**
 * Reads the events of a run. A last line that was cut off by a crash is left out; events of kinds that only a newer
 * version knows are among them, and every reader passes over those.
 * @param path the events file.
 * @throws RegattaError RUN_LOG_MISSING when there is none, RUN_LOG_BROKEN when a line before the last is not an event.
 */
export async function readRunLog(path: string): Promise<RunEvent[]> {
  const lines = (await text(path)).split("\n");
  // What follows the last line end is empty, or a line that was being written: whole but for its end, or cut off.
  const last = eventIn(lines.pop() ?? "");
  const events = lines.map((line, i) => eventIn(line) ?? broken(i, path));
  return last ? [...events, last] : events;
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

function eventIn(line: string): RunEvent | undefined {
  try {
    const value = JSON.parse(line) as Partial<RunEvent> | null;
    return typeof value?.kind === "string" && typeof value.at === "number" ? (value as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}

function broken(index: number, path: string): never {
  throw new RegattaError(`Line ${index + 1} of ${path} is not an event.`, {
    code: "RUN_LOG_BROKEN",
    source: "user",
    nextStep: "Restore the file from the run's artifacts.",
  });
}
