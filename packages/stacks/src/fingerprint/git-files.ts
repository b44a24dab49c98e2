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
  /** To be looked at on disk; with the mode where git has an opinion (core.fileMode may be off). */
  suspects: Map<string, string | undefined>;
  /** Work trees inside this one: submodules and embedded repositories. */
  nested: string[];
}

/** Git compares every file with every path it is given: beyond so many, what holds them all is cheaper. */
const pathsAtMost = 8;

/**
 * Tracked and untracked-but-not-ignored files below `directories`, as they are on disk now; all inside
 * `workTree`, all paths absolute and real. Submodules and embedded repositories count by their files, not by
 * their commit. Reads the user's index and writes nothing: not the index, not an object. What the index says of
 * a file is believed only where git itself would believe it; the rest is hashed anew.
 * @throws RegattaError FINGERPRINT_FAILED with what git said.
 */
export async function gitFiles(workTree: string, directories: string[]): Promise<FileEntries> {
  const { clean, suspects, nested } = await list(workTree, directories);
  const entries = new Map([...clean, ...(await gitHashes(workTree, suspects))]);
  for (const inner of nested) {
    if (!existsSync(join(inner, ".git"))) continue;
    for (const [path, entry] of await gitFiles(inner, [inner])) entries.set(path, entry);
  }
  return entries;
}

async function list(workTree: string, directories: string[]): Promise<Listing> {
  const listing: Listing = { clean: new Map(), suspects: new Map(), nested: [] };
  if (directories.length === 0) return listing;
  const paths = directories.length > pathsAtMost ? [commonFolder(directories)] : directories;
  const [tracked, changed, untracked] = await Promise.all([
    git(workTree, ["ls-files", "-z", "-s", "-v", "--", ...paths]),
    git(workTree, ["diff-files", "-z", "--raw", "--ignore-submodules=all", "--", ...paths]),
    git(workTree, ["ls-files", "-z", "--others", "--exclude-standard", "--", ...paths]),
  ]);
  const prefix = join(workTree, sep);
  const wanted = new FolderOwners(directories);
  // Git's paths need no normalising, which is slow for many thousands; on Windows the slashes differ.
  const toPath = (name: string) => {
    const path = sep === "/" ? prefix + name : join(prefix, name);
    return wanted.ownerOf(path) === undefined ? undefined : path;
  };
  addTracked(listing, toPath, tracked);
  addChanged(listing, toPath, changed);
  addUntracked(listing, toPath, untracked);
  return listing;
}

/** From a name in git's output to an absolute path; undefined for what was not asked for. */
type ToPath = (name: string) => string | undefined;

// `<tag> <mode> <hash> <stage>\t<path>`; any tag but H is a file whose state on disk git was told not to check,
// or a conflict.
function addTracked({ clean, suspects, nested }: Listing, toPath: ToPath, output: string): void {
  for (const field of fields(output)) {
    const tab = field.indexOf("\t");
    const path = toPath(field.slice(tab + 1));
    if (path === undefined) continue;
    const [tag, mode = "", hash = ""] = field.slice(0, tab).split(" ");
    if (mode === "160000") nested.push(path);
    else if (tag === "H") clean.set(path, { mode, hash });
    else suspects.set(path, undefined);
  }
}

// `:<old mode> <new mode> <old hash> <new hash> <status>`, then the path. Also says so of a file that was merely
// touched, and of one that is gone (mode 000000).
function addChanged({ clean, suspects }: Listing, toPath: ToPath, output: string): void {
  const parts = fields(output);
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const path = toPath(parts[i + 1] ?? "");
    if (path === undefined) continue;
    const mode = parts[i]?.split(" ")[1];
    clean.delete(path);
    suspects.set(path, mode === "000000" ? undefined : mode);
  }
}

// A path that ends in a slash is a repository of its own.
function addUntracked({ suspects, nested }: Listing, toPath: ToPath, output: string): void {
  for (const field of fields(output)) {
    const isRepository = field.endsWith("/");
    const path = toPath(isRepository ? field.slice(0, -1) : field);
    if (path === undefined) continue;
    if (isRepository) nested.push(path);
    else suspects.set(path, undefined);
  }
}

function commonFolder(directories: string[]): string {
  return directories.reduce((common, directory) => {
    let folder = common;
    while (directory !== folder && !directory.startsWith(join(folder, sep))) folder = dirname(folder);
    return folder;
  });
}
