import { lstat } from "node:fs/promises";
import { type FileEntries, isGone, modeOf, readLinkEntry } from "./file-entry.ts";
import { git } from "./git.ts";

/**
 * Hashes files on disk the way git would store them (line endings and clean filters applied), so that a checkout
 * with CRLF equals one without. One git call; writes nothing.
 * @param files absolute paths inside `workTree`, with the mode where it is known better than from disk
 *   (core.fileMode may be off). Those that are gone are left out.
 * @throws RegattaError FINGERPRINT_FAILED with what git said.
 */
export async function gitHashes(
  workTree: string,
  files: Map<string, string | undefined>,
): Promise<FileEntries> {
  const entries: FileEntries = new Map();
  const modes = new Map<string, string>();
  for (const [path, mode] of files) {
    const stats = await lstat(path).catch(unlessGone);
    if (stats?.isSymbolicLink()) entries.set(path, await readLinkEntry(path));
    else if (stats?.isFile()) modes.set(path, mode ?? modeOf(stats));
  }
  if (modes.size === 0) return entries;
  const paths = [...modes.keys()];
  const output = await git(workTree, ["hash-object", "--stdin-paths"], `${paths.map(quote).join("\n")}\n`);
  const hashes = output.trim().split("\n");
  for (const [i, path] of paths.entries()) {
    entries.set(path, { mode: modes.get(path) ?? "", hash: hashes[i] ?? "" });
  }
  return entries;
}

function unlessGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
}

// C-style quotes, which git undoes: a file name may hold a line break.
function quote(path: string): string {
  if (!/["\n\\]/.test(path)) return path;
  return `"${path.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}
