import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "@regatta/run-log";

/** The files of events of all runs of a project. */
export function eventFiles(directory: string): string[] {
  const runs = join(directory, ".regatta", "runs");
  if (!existsSync(runs)) return [];
  // Not the links: the draft of `latest` is gone a moment after it was seen.
  const folders = readdirSync(runs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => join(runs, name, "events.jsonl")).filter((path) => existsSync(path));
}

/** The events in such a file, but for a line that is still being written. */
export function readEvents(path: string): RunEvent[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RunEvent);
}
