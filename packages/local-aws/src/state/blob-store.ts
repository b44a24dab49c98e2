/** Where bytes too many for JSON are kept, by name. */
export interface BlobStore {
  /** Keeps the bytes; resolves when they would survive the process being killed. */
  put(name: string, bytes: Buffer): Promise<void>;
  /** @throws when there are none under this name. */
  get(name: string): Promise<Buffer>;
  /** Forgets them; none there is no error. */
  delete(name: string): Promise<void>;
}
