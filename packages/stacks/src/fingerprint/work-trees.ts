import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Finds the git work tree a folder is in, remembering what it saw; the innermost when they are nested. */
export class WorkTrees {
  readonly #known = new Map<string, string | undefined>();

  /** The root of the work tree that `directory` (absolute, real) is in; undefined outside of git. */
  of(directory: string): string | undefined {
    const known = this.#known.get(directory);
    if (known !== undefined || this.#known.has(directory)) return known;
    const parent = dirname(directory);
    const root = existsSync(join(directory, ".git"))
      ? directory
      : parent === directory
        ? undefined
        : this.of(parent);
    this.#known.set(directory, root);
    return root;
  }
}
