import { readdir } from "node:fs/promises";
import { join } from "node:path";
import PQueue from "p-queue";
import { type FileEntries, readFileEntry } from "./file-entry.ts";

/** Never part of a service outside of git, where no .gitignore says so. */
const neverPart = new Set([".git", "node_modules"]);

/** How many files are open at once. */
const openFiles = 32;

/**
 * Every file and link below `directory`, read from disk, except `.git` and `node_modules`.
 * @param leftOut absolute paths below it that are not looked into.
 */
export async function walkFiles(directory: string, leftOut: ReadonlySet<string>): Promise<FileEntries> {
  return readFileEntries(await pathsBelow(directory, leftOut));
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

async function pathsBelow(directory: string, leftOut: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  for (const child of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, child.name);
    if (neverPart.has(child.name) || leftOut.has(path)) continue;
    if (child.isDirectory()) found.push(...(await pathsBelow(path, leftOut)));
    else found.push(path);
  }
  return found;
}
