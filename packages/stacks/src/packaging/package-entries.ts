import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { packageUnreadable } from "./package-errors.ts";

/** A file or link as it goes into a zip. */
export type PackageEntry =
  | { kind: "file" /** With forward slashes. */; name: string; executable: boolean; path: string }
  | { kind: "link"; name: string; target: string };

/** The one entry of a zip that holds a single file. */
export async function fileEntry(path: string): Promise<PackageEntry> {
  return { kind: "file", name: basename(path), executable: isExecutable(await stat(path)), path };
}

/**
 * All files of a folder, ordered by name. A link to something in the folder stays a link (a package manager's
 * folders are full of them); what a link outwards leads to goes in itself. Empty folders are left out.
 * @throws RegattaError PACKAGE_UNREADABLE when a link leads nowhere, or round.
 */
export async function folderEntries(folder: string): Promise<PackageEntry[]> {
  const root = await realpath(folder);
  const entries = await new FolderWalk(root).enter(root, "", [root]);
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

class FolderWalk {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * @param directory a real path.
   * @param prefix what its files' names begin with.
   * @param entered the real paths of the folders it was reached through.
   */
  async enter(directory: string, prefix: string, entered: string[]): Promise<PackageEntry[]> {
    const found = await readdir(directory, { withFileTypes: true });
    const entries = await Promise.all(
      found.map(async (item): Promise<PackageEntry[]> => {
        const path = join(directory, item.name);
        const name = prefix + item.name;
        if (item.isDirectory()) return this.enter(path, `${name}/`, [...entered, path]);
        if (item.isFile()) return [await this.#file(path, name)];
        return item.isSymbolicLink() ? this.#follow(path, name, entered) : [];
      }),
    );
    return entries.flat();
  }

  async #file(path: string, name: string): Promise<PackageEntry> {
    return { kind: "file", name, executable: isExecutable(await stat(path)), path };
  }

  async #follow(path: string, name: string, entered: string[]): Promise<PackageEntry[]> {
    const real = await realpath(path).catch((error) => {
      throw packageUnreadable(`The link ${path} leads nowhere`, error);
    });
    if (real.startsWith(this.#root + sep)) {
      const target = relative(dirname(join(this.#root, name)), real)
        .split(sep)
        .join("/");
      return [{ kind: "link", name, target }];
    }
    if (!(await stat(real)).isDirectory()) return [await this.#file(real, name)];
    if (entered.includes(real)) throw packageUnreadable(`The link ${path} leads round`);
    return this.enter(real, `${name}/`, [...entered, real]);
  }
}

function isExecutable({ mode }: { mode: number }): boolean {
  return (mode & 0o111) !== 0;
}
