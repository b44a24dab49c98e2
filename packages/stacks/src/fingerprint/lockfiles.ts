import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ServiceDefinition } from "../service/service-definition.ts";

/** By what belongs together: the files that pin dependencies, of which a project has one. */
const lockfileNames = [
  ["pnpm-lock.yaml", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "bun.lock", "bun.lockb"],
  ["uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"],
  ["go.work.sum"],
  ["Cargo.lock"],
];

/** Where one of these is, code has dependencies. */
const manifests = new Set([
  "package.json",
  "pyproject.toml",
  "Pipfile",
  "requirements.txt",
  "go.mod",
  "Cargo.toml",
]);

/**
 * Whether dependencies decide what a deploy of a service produces: something builds or packs its code, or its files
 * say what they depend on. Plain templates have none, and need no deploy when one is raised.
 */
export function hasDependencies(
  { deployer, prepare = [] }: ServiceDefinition,
  files: Iterable<string>,
): boolean {
  if (deployer.kind !== "cloudformation" || prepare.length > 0 || deployer.packages?.length) return true;
  for (const file of files) if (manifests.has(basename(file))) return true;
  return false;
}

/** Finds lockfiles, remembering which folders have some. */
export class Lockfiles {
  readonly #known = new Map<string, string[][]>();

  /**
   * The nearest lockfiles of each kind in the folders above a service's, up to its work tree's root; none of a kind
   * that the folder has itself.
   * @param directory absolute, real.
   * @param workTree the root of the work tree it is in.
   */
  above(directory: string, workTree: string): string[] {
    return lockfileNames.flatMap((_, kind) => {
      for (let folder = directory; ; folder = dirname(folder)) {
        const found = this.#in(folder)[kind] ?? [];
        if (found.length > 0) return folder === directory ? [] : found;
        if (folder === workTree || folder === dirname(folder)) return [];
      }
    });
  }

  #in(folder: string): string[][] {
    const known = this.#known.get(folder);
    if (known) return known;
    // One look at the folder: asking for each name takes several times as long, in hundreds of services.
    const there = new Set(namesIn(folder));
    const found = lockfileNames.map((names) =>
      names.filter((name) => there.has(name)).map((name) => join(folder, name)),
    );
    this.#known.set(folder, found);
    return found;
  }
}

// What may be passed through and not listed has no lockfile we could read.
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
