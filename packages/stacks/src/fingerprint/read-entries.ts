import { dirname } from "node:path";
import type { FileEntries } from "./file-entry.ts";
import { gitFiles } from "./git-files.ts";
import { gitHashes } from "./git-hashes.ts";
import { readFileEntries, walkFiles } from "./walk-files.ts";
import { WorkTrees } from "./work-trees.ts";

/** What is asked for; all paths absolute and real. */
export interface Wanted {
  /** Everything below them. */
  directories: string[];
  /** Ignored or not. */
  files: string[];
  /** In a work tree, and left out where git ignores them. */
  filesUnlessIgnored: string[];
  /** Files and folders that need not be looked into where git does not say what is ignored. */
  leftOut: ReadonlySet<string>;
}

/**
 * The entries of all that is wanted. Each git work tree is asked once, whatever the number of folders in it.
 * @throws RegattaError FINGERPRINT_FAILED with what git said.
 */
export async function readEntries(wanted: Wanted): Promise<FileEntries> {
  const groups = groupByWorkTree(wanted);
  const found = await Promise.all([...groups].map(([workTree, group]) => readGroup(workTree, group)));
  return new Map(found.flatMap((entries) => [...entries]));
}

function groupByWorkTree(wanted: Wanted): Map<string | undefined, Wanted> {
  const trees = new WorkTrees();
  const groups = new Map<string | undefined, Wanted>();
  const groupOf = (directory: string): Wanted => {
    const workTree = trees.of(directory);
    const group = groups.get(workTree) ?? { ...wanted, directories: [], files: [], filesUnlessIgnored: [] };
    groups.set(workTree, group);
    return group;
  };
  for (const directory of new Set(wanted.directories)) groupOf(directory).directories.push(directory);
  for (const file of new Set(wanted.files)) groupOf(dirname(file)).files.push(file);
  for (const file of new Set(wanted.filesUnlessIgnored)) groupOf(dirname(file)).filesUnlessIgnored.push(file);
  return groups;
}

async function readGroup(
  workTree: string | undefined,
  { directories, files, filesUnlessIgnored, leftOut }: Wanted,
): Promise<FileEntries> {
  const listed: FileEntries =
    workTree === undefined ? new Map() : await gitFiles(workTree, directories, filesUnlessIgnored);
  // Git shows nothing of a folder it ignores as a whole; hashing nothing would mean: never changed.
  const shown = foldersOf(listed);
  const unseen = directories.filter((directory) => !shown.has(directory));
  const walked = await Promise.all(unseen.map((directory) => walkFiles(directory, leftOut)));
  const loose = files.filter((file) => !listed.has(file));
  const read =
    workTree === undefined
      ? await readFileEntries(loose)
      : await gitHashes(workTree, new Map(loose.map((file) => [file, undefined])));
  return new Map([...walked.flatMap((found) => [...found]), ...read, ...listed]);
}

function foldersOf(entries: FileEntries): Set<string> {
  const folders = new Set<string>();
  for (const path of entries.keys()) {
    for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  }
  return folders;
}
