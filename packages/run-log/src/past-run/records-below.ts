import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eventsFileName } from "../log/run-log.ts";

// Where CI puts what containers kept: `<container>/.regatta/runs/<run>/events.jsonl` and less.
const DEPTH = 6;

/**
 * Finds what runs left behind in a folder and below it; in a run's own folder it looks no deeper.
 * @param isWanted by a file's name. @returns paths, in their order with numbers as numbers. Throws the file system's errors.
 */
export async function recordsBelow(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const all = await filesBelow(folder, isWanted, DEPTH);
  return all.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

async function filesBelow(
  folder: string,
  isWanted: (name: string) => boolean,
  depth: number,
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  // A link (`latest`) leads to what is found anyway.
  const files = entries
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map(({ name }) => join(folder, name));
  if (depth === 0 || entries.some(({ name }) => name === eventsFileName)) return files;
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
  const below = await Promise.all(
    folders.map(({ name }) => filesBelow(join(folder, name), isWanted, depth - 1)),
  );
  return [...files, ...below.flat()];
}
