import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BlobStore } from "./blob-store.ts";

/** Keeps bytes in `<folder>/<name>`; a kill at any moment leaves all of them or none. */
export class FolderBlobStore implements BlobStore {
  readonly #folder: string;

  /** @param folder made when first needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(name: string, bytes: Buffer): Promise<void> {
    const file = path.join(this.#folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.new`, bytes);
    await rename(`${file}.new`, file);
  }

  get(name: string): Promise<Buffer> {
    return readFile(path.join(this.#folder, name));
  }

  delete(name: string): Promise<void> {
    return rm(path.join(this.#folder, name), { force: true });
  }
}
