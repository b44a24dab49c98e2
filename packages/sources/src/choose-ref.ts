import { didYouMean, RegattaError } from "@regatta/foundation";
import type { RemoteRefs } from "./remote-refs.ts";

export interface WantedRef {
  /** The repository, for messages. */
  repository: string;
  refs: RemoteRefs;
  /** What its services ask for; the default branch when absent. */
  ref?: string | undefined;
  /** Taken before everything else, wherever it exists. */
  branch?: string | undefined;
}

export interface ChosenRef {
  /** A branch, a tag or a commit. */
  ref: string;
  /** Its commit id. */
  commit: string;
  /** `branch feature-x`, `ref main` or `default branch`. */
  why: string;
}

/**
 * Decides which commit of a repository is taken.
 * @throws RegattaError REF_NOT_FOUND with the nearest name there is.
 */
export function chooseRef({ repository, refs, ref, branch }: WantedRef): ChosenRef {
  const wanted = branch === undefined ? undefined : refs.branches.get(branch);
  if (branch !== undefined && wanted !== undefined) {
    return { ref: branch, commit: wanted, why: `branch ${branch}` };
  }
  if (ref === undefined) return defaultBranch(repository, refs);
  const commit = refs.branches.get(ref) ?? refs.tags.get(ref) ?? commitIn(ref);
  if (commit === undefined) throw refNotFound(repository, ref, refs);
  return { ref, commit, why: `ref ${ref}` };
}

function defaultBranch(repository: string, { defaultBranch: name, branches }: RemoteRefs): ChosenRef {
  const commit = name === undefined ? undefined : branches.get(name);
  if (name === undefined || commit === undefined) {
    throw new RegattaError(`${repository} has no default branch.`, {
      code: "REF_NOT_FOUND",
      source: "user",
      nextStep: "Name a branch, a tag or a commit in the service's source.ref.",
    });
  }
  return { ref: name, commit, why: "default branch" };
}

/** A full commit id is taken at its word: whether it exists shows when it is fetched. */
function commitIn(ref: string): string | undefined {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(ref) ? ref : undefined;
}

function refNotFound(repository: string, ref: string, { branches, tags }: RemoteRefs): RegattaError {
  const names = [...branches.keys(), ...tags.keys()];
  const isShort = /^[0-9a-f]{7,39}$/.test(ref) ? " (a commit needs its full id)" : "";
  const message = `${repository} has no branch or tag "${ref}"${isShort}${didYouMean(ref, names)}`;
  return new RegattaError(message.endsWith("?") ? message : `${message}.`, {
    code: "REF_NOT_FOUND",
    source: "user",
    nextStep: "Correct the service's source.ref, or push the branch.",
  });
}
