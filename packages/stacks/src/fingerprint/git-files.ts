import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { FileEntries } from "./file-entry.ts";
import { FolderOwners } from "./folder-owners.ts";
import { fields, git } from "./git.ts";
import { gitHashes } from "./git-hashes.ts";

/** What git says of a work tree, before anything is read from disk. */
interface Listing {
  /** Tracked, unchanged since git last looked: the index already knows mode and hash. */
  clean: FileEntries;
  /** To be looked at on disk; with the mode git goes by where the disk's means nothing (core.fileMode is off). */
  suspects: Map<string, string | undefined>;
  /** Work trees inside this one: submodules and embedded repositories. */
  nested: string[];
}

const installed = /(^|\/)node_modules\//;

/** Git compares every file with every path it is given: beyond so many, what holds them all is cheaper. */
const pathsAtMost = 8;

/**
 * Only a work tree's own .gitignore files, which every clone has: what a machine ignores for itself
 * (core.excludesFile, .git/info/exclude) would make its fingerprints differ from others'.
 */
const ignored = ["--exclude-per-directory=.gitignore"];

/**
 * Tracked and untracked-but-not-ignored files below `directories`, and those of `files`, as they are on disk now; all
 * inside `workTree`, all paths absolute and real. Submodules and embedded repositories count by their files, not by
 * their commit. Reads the user's index and writes nothing: not the index, not an object. What the index says of
 * a file is believed only where git itself would believe it; the rest is hashed anew.
 * @throws RegattaError FINGERPRINT_FAILED with what git said.
 */
export async function gitFiles(
  workTree: string,
  directories: string[],
  files: string[] = [],
): Promise<FileEntries> {
  const { clean, suspects, nested } = await list(workTree, directories, files);
  const entries = new Map([...clean, ...(await gitHashes(workTree, suspects))]);
  for (const inner of new Set(nested)) {
    if (!existsSync(join(inner, ".git"))) continue;
    for (const [path, entry] of await gitFiles(inner, [inner])) entries.set(path, entry);
  }
  return entries;
}

async function list(workTree: string, directories: string[], files: string[]): Promise<Listing> {
  const listing: Listing = { clean: new Map(), suspects: new Map(), nested: [] };
  if (directories.length === 0) return listing;
  const folders = directories.length > pathsAtMost ? [commonFolder(directories)] : directories;
  const paths = [...folders, ...files];
  const [tracked, untracked] = await Promise.all([
    git(workTree, ["ls-files", "-z", "-s", "-v", "--modified", "--", ...paths]),
    git(workTree, ["ls-files", "-z", "--others", ...ignored, "--", ...paths]),
  ]);
  const prefix = join(workTree, sep);
  const wanted = new FolderOwners([...directories, ...files]);
  // Git's paths need no normalising, which is slow for many thousands; on Windows the slashes differ.
  const toPath = (name: string) => {
    const path = sep === "/" ? prefix + name : join(prefix, name);
    return wanted.ownerOf(path) === undefined ? undefined : path;
  };
  addTracked(listing, toPath, tracked);
  addUntracked(listing, toPath, untracked);
  if (listing.suspects.size > 0 && (await hasModes(workTree))) believeDisk(listing.suspects);
  return listing;
}

/** From a name in git's output to an absolute path; undefined for what was not asked for. */
type ToPath = (name: string) => string | undefined;

// `<tag> <mode> <hash> <stage>\t<path>`. H is a file as git knows it; one that differs comes once more as C (git has
// compared the content of what was merely touched; a file that is gone is named too). Any other tag is a file whose
// state on disk git was told not to check, or a conflict.
function addTracked({ clean, suspects, nested }: Listing, toPath: ToPath, output: string): void {
  for (const field of fields(output)) {
    const tab = field.indexOf("\t");
    const path = toPath(field.slice(tab + 1));
    if (path === undefined) continue;
    const mode = field.slice(2, 8);
    if (mode === "160000") nested.push(path);
    else if (field.startsWith("H")) clean.set(path, { mode, hash: field.slice(9, tab - 2) });
    else {
      suspects.set(path, fileModeOf(mode));
      clean.delete(path);
    }
  }
}

// A path that ends in a slash is a repository of its own. Installed packages are no part of a service, as outside of git;
// those that somebody committed are.
function addUntracked({ suspects, nested }: Listing, toPath: ToPath, output: string): void {
  for (const field of fields(output)) {
    if (installed.test(field)) continue;
    const isRepository = field.endsWith("/");
    const path = toPath(isRepository ? field.slice(0, -1) : field);
    if (path === undefined) continue;
    if (isRepository) nested.push(path);
    else suspects.set(path, "100644");
  }
}

// Of a link that became a file only the disk can tell; git would take it in as a plain file.
function fileModeOf(mode: string): string {
  return mode === "120000" ? "100644" : mode;
}

async function hasModes(workTree: string): Promise<boolean> {
  const answer = await git(workTree, ["config", "--type=bool", "--default=true", "--get", "core.fileMode"]);
  return answer.trim() === "true";
}

function believeDisk(suspects: Listing["suspects"]): void {
  for (const path of suspects.keys()) suspects.set(path, undefined);
}

function commonFolder(directories: string[]): string {
  return directories.reduce((common, directory) => {
    let folder = common;
    while (directory !== folder && !directory.startsWith(join(folder, sep))) folder = dirname(folder);
    return folder;
  });
}
