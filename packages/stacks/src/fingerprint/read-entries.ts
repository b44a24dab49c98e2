import { dirname } from "node:path";
import type { FileEntries } from "./file-entry.ts";
import { gitFiles } from "./git-files.ts";
import { gitHashes } from "./git-hashes.ts";
import { readFileEntries, walkFiles } from "./walk-files.ts";
import { WorkTrees } from "./work-trees.ts";

interface Group {
  directories: string[];
  files: string[];
}

/**
 * The entries of everything below `directories`, and of `files`; all paths absolute and real. Each git work tree
 * is asked once, whatever the number of folders in it.
 * @throws RegattaError FINGERPRINT_FAILED with what git said.
 */
export async function readEntries(directories: string[], files: string[]): Promise<FileEntries> {
  const groups = groupByWorkTree([...new Set(directories)], [...new Set(files)]);
  const found = await Promise.all([...groups].map(([workTree, group]) => readGroup(workTree, group)));
  return new Map(found.flatMap((entries) => [...entries]));
}

function groupByWorkTree(directories: string[], files: string[]): Map<string | undefined, Group> {
  const trees = new WorkTrees();
  const groups = new Map<string | undefined, Group>();
  const groupOf = (directory: string): Group => {
    const workTree = trees.of(directory);
    const group = groups.get(workTree) ?? { directories: [], files: [] };
    groups.set(workTree, group);
    return group;
  };
  for (const directory of directories) groupOf(directory).directories.push(directory);
  for (const file of files) groupOf(dirname(file)).files.push(file);
  return groups;
}

async function readGroup(workTree: string | undefined, { directories, files }: Group): Promise<FileEntries> {
  const listed: FileEntries = workTree === undefined ? new Map() : await gitFiles(workTree, directories);
  // Git shows nothing of a folder it ignores as a whole; hashing nothing would mean: never changed.
  const shown = foldersOf(listed);
  const unseen = directories.filter((directory) => !shown.has(directory));
  const walked = await Promise.all(unseen.map(walkFiles));
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
