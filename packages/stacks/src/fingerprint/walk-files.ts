import { readdir } from "node:fs/promises";
import { join } from "node:path";
import PQueue from "p-queue";
import { type FileEntries, readFileEntry } from "./file-entry.ts";

/** Never part of a service outside of git, where no .gitignore says so. */
const leftOut = new Set([".git", "node_modules"]);

/** How many files are open at once. */
const openFiles = 32;

/** Every file and link below `directory`, read from disk, except `.git` and `node_modules`. */
export async function walkFiles(directory: string): Promise<FileEntries> {
  return readFileEntries(await pathsBelow(directory));
}

/** Reads the entries of `paths`, a few at a time; those that are gone are left out. */
export async function readFileEntries(paths: string[]): Promise<FileEntries> {
  const queue = new PQueue({ concurrency: openFiles });
  const entries: FileEntries = new Map();
  await queue.addAll(
    paths.map((path) => async () => {
      const entry = await readFileEntry(path);
      if (entry) entries.set(path, entry);
    }),
  );
  return entries;
}

async function pathsBelow(directory: string): Promise<string[]> {
  const found: string[] = [];
  for (const child of await readdir(directory, { withFileTypes: true })) {
    if (leftOut.has(child.name)) continue;
    const path = join(directory, child.name);
    if (child.isDirectory()) found.push(...(await pathsBelow(path)));
    else found.push(path);
  }
  return found;
}
