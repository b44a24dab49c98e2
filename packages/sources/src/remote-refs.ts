/** What a repository offers. */
export interface RemoteRefs {
  /** The name of the default branch; undefined in an empty repository, or where HEAD is on no branch. */
  defaultBranch?: string;
  /** Commits by branch. */
  branches: Map<string, string>;
  /** Commits by tag. */
  tags: Map<string, string>;
}

/** Reads the output of `git ls-remote --symref`. */
export function parseRemoteRefs(output: string): RemoteRefs {
  const refs: RemoteRefs = { branches: new Map(), tags: new Map() };
  for (const line of output.split("\n")) {
    const [value = "", name = ""] = line.split("\t");
    const symbolic = /^ref: refs\/heads\/(.+)$/.exec(value)?.[1];
    if (symbolic !== undefined && name === "HEAD") refs.defaultBranch = symbolic;
    else if (name.startsWith("refs/heads/")) refs.branches.set(name.slice("refs/heads/".length), value);
    // An annotated tag comes twice; the second time, with ^{}, with the commit it names.
    else if (name.startsWith("refs/tags/")) {
      refs.tags.set(name.slice("refs/tags/".length).replace(/\^\{\}$/, ""), value);
    }
  }
  return refs;
}
