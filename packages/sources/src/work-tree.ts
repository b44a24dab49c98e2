import { createHash } from "node:crypto";
import { realpath, rm } from "node:fs/promises";
import { type Release, tryLock } from "./file-lock.ts";
import type { RepositoryCache } from "./repository-cache.ts";

/** A work tree that is ours until it is given back. */
export interface WorkTree {
  /** Absolute, real. */
  folder: string;
  release: Release;
}

/**
 * Makes a work tree at a commit, or brings an old one of the same ref there: what git ignores in it (installed
 * packages, what was built) stays. Nobody else uses it until it is given back; two runs at a time have one each.
 * @throws RegattaError GIT_FAILED.
 */
export async function takeWorkTree(
  repository: RepositoryCache,
  { ref, commit }: { ref: string; commit: string },
): Promise<WorkTree> {
  await repository.fetch(commit);
  const { folder, release } = await freeTree(repository, folderName(ref));
  try {
    await bringTo(repository, folder, commit);
    return { folder: await realpath(folder), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function freeTree(repository: RepositoryCache, name: string): Promise<WorkTree> {
  for (let number = 1; ; number++) {
    const folder = repository.tree(`${name}-${number}`);
    const release = await tryLock(`${folder}.lock`);
    if (release !== undefined) return { folder, release };
  }
}

async function bringTo(repository: RepositoryCache, folder: string, commit: string): Promise<void> {
  if (await isWorkTree(repository, folder)) {
    try {
      await repository.git(["checkout", "--quiet", "--force", "--detach", commit], folder);
      // What steps made and git does not ignore would count as the service's own.
      await repository.git(["clean", "--quiet", "-ffd"], folder);
      return;
    } catch {
      // Somebody's git was killed here, or files were tampered with: a new one is always right, and an error tells.
    }
  }
  await rm(folder, { recursive: true, force: true });
  await repository.exclusively(async () => {
    await repository.git(["worktree", "prune"]);
    await repository.git(["worktree", "add", "--quiet", "--force", "--detach", folder, commit]);
  });
}

async function isWorkTree(repository: RepositoryCache, folder: string): Promise<boolean> {
  try {
    const top = await repository.git(["rev-parse", "--show-toplevel"], folder);
    return top === (await realpath(folder));
  } catch {
    return false;
  }
}

function folderName(ref: string): string {
  const readable = ref.replace(/[^\w.-]+/g, "-").slice(0, 40);
  return `${readable}-${createHash("sha256").update(ref).digest("hex").slice(0, 8)}`;
}
