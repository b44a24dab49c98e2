import { dirname } from "node:path";

/** Tells whose a file is when folders lie inside each other: the innermost folder has it. */
export class FolderOwners {
  readonly #owners = new Map<string, string | undefined>();

  /** @param folders absolute, real paths. */
  constructor(folders: string[]) {
    for (const folder of folders) this.#owners.set(folder, folder);
  }

  /** `files` (absolute) by the folder that owns them; those of nobody are left out. */
  filesByOwner(files: Iterable<string>): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const file of files) {
      const owner = this.ownerOf(file);
      if (owner === undefined) continue;
      const list = found.get(owner);
      if (list) list.push(file);
      else found.set(owner, [file]);
    }
    return found;
  }

  /** The innermost folder that `path` (absolute) is, or lies in; undefined when none. */
  ownerOf(path: string): string | undefined {
    return this.#owners.get(path) ?? this.#ownerOf(dirname(path));
  }

  #ownerOf(folder: string): string | undefined {
    if (this.#owners.has(folder)) return this.#owners.get(folder);
    const parent = dirname(folder);
    const owner = parent === folder ? undefined : this.#ownerOf(parent);
    this.#owners.set(folder, owner);
    return owner;
  }
}
