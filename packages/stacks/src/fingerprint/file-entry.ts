import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, readFile, readlink } from "node:fs/promises";

/** A file the way git stores it: file times, owners and machine paths are no part of it. */
export interface FileEntry {
  /** `100644`, `100755` (executable) or `120000` (symbolic link). */
  mode: string;
  /** Git's blob hash: of the content, or of a link's target. */
  hash: string;
}

/** Files by absolute path. */
export type FileEntries = Map<string, FileEntry>;

/** SHA-1 of `blob <length>\0<content>`: the name git gives to this content (git-hash-object, without filters). */
function blobHash(content: Buffer): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

/** Git's mode for a file on disk. */
export function modeOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return "120000";
  return stats.mode & 0o100 ? "100755" : "100644";
}

/** Reads the entry of one file from disk; undefined when it is gone, or neither file nor link. */
export async function readFileEntry(path: string): Promise<FileEntry | undefined> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return readLinkEntry(path);
    return stats.isFile() ? { mode: modeOf(stats), hash: blobHash(await readFile(path)) } : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The entry of a symbolic link: its target is its content, and is not followed. */
export async function readLinkEntry(path: string): Promise<FileEntry> {
  return { mode: "120000", hash: blobHash(Buffer.from(await readlink(path))) };
}

/** Whether a file-system error says that the file is not there (any more). */
export function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}
