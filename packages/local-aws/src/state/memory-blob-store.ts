import type { BlobStore } from "./blob-store.ts";

/** Keeps bytes for as long as the process lives. */
export class MemoryBlobStore implements BlobStore {
  readonly #blobs = new Map<string, Buffer>();

  async put(name: string, bytes: Buffer): Promise<void> {
    this.#blobs.set(name, bytes);
  }

  async get(name: string): Promise<Buffer> {
    const bytes = this.#blobs.get(name);
    if (!bytes) throw new Error(`there is no blob ${name}`);
    return bytes;
  }

  async delete(name: string): Promise<void> {
    this.#blobs.delete(name);
  }
}
