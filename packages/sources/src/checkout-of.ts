import { realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { didYouMean, isRegattaError, RegattaError } from "@regatta/foundation";
import { git } from "./git.ts";
import { RepositoryCache } from "./repository-cache.ts";
import { takeWorkTree } from "./work-tree.ts";

export interface CheckoutOfOptions {
  /** Any folder of the user's own repository; absolute. */
  folder: string;
  /** What git knows there: a branch, `origin/main`, a tag, a commit; a branch of origin's that is not here too. */
  ref: string;
  /** Where mirrors and work trees are kept; absolute. */
  cache: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

export interface OwnCheckout {
  /** The counterpart of the given folder at that ref; absolute. */
  folder: string;
  commit: string;
  /** Gives the work tree back, for other runs to use and change; a process that ends gives it back too. */
  close(): Promise<void>;
}

/**
 * The content of the user's own repository at a ref, in a work tree of its own. The user's work tree, index and
 * branches are not touched, and nothing is written into that repository.
 * @throws RegattaError NOT_A_REPOSITORY, REF_NOT_FOUND, GIT_FAILED.
 */
export async function checkoutOf(options: CheckoutOfOptions): Promise<OwnCheckout> {
  const { folder, ref, cache, env, signal } = options;
  const top = await topOf(options);
  const commit = await commitOf(options);
  const repository = new RepositoryCache({ git: top, cache, env, signal });
  const tree = await takeWorkTree(repository, { ref, commit });
  return {
    folder: join(tree.folder, relative(top, await realpath(folder))),
    commit,
    close: tree.release,
  };
}

async function topOf({ folder, env, signal }: CheckoutOfOptions): Promise<string> {
  try {
    return await git(["rev-parse", "--show-toplevel"], { cwd: folder, env, signal });
  } catch (error) {
    if (!isRegattaError(error)) throw error;
    throw new RegattaError(`${folder} is not in a git repository, so it has no refs.`, {
      code: "NOT_A_REPOSITORY",
      source: "user",
      nextStep: "Leave the ref out to take the folder as it is.",
      cause: error,
    });
  }
}

// As git itself reads it, and then as a branch that was only ever fetched.
async function commitOf({ folder, ref, env, signal }: CheckoutOfOptions): Promise<string> {
  for (const name of [ref, `refs/remotes/origin/${ref}`]) {
    try {
      const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
      return await git(args, { cwd: folder, env, signal });
    } catch (error) {
      if (!isRegattaError(error)) throw error;
    }
  }
  throw await refNotFound({ folder, ref, env, signal });
}

async function refNotFound({
  folder,
  ref,
  env,
  signal,
}: Omit<CheckoutOfOptions, "cache">): Promise<RegattaError> {
  const output = await git(["for-each-ref", "--format=%(refname:short)"], { cwd: folder, env, signal });
  const names = output.split("\n").map((name) => name.replace(/^origin\//, ""));
  const suggestion = didYouMean(ref, names);
  return new RegattaError(`There is no branch, tag or commit "${ref}" in ${folder}${suggestion || "."}`, {
    code: "REF_NOT_FOUND",
    source: "user",
    nextStep: "Fetch it, or name one that `git log` knows.",
  });
}
