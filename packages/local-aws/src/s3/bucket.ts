import { createHash, randomUUID } from "node:crypto";
import type { BlobStore } from "../state/blob-store.ts";
import type { StateStore } from "../state/state-store.ts";
import type { BucketRecord, ObjectRecord } from "./model.ts";

/** One bucket's objects: their descriptions in the state store, their bytes in the blob store. */
export class Bucket {
  readonly record: BucketRecord;
  readonly #objects: Map<string, ObjectRecord>;
  readonly #state: StateStore;
  readonly #blobs: BlobStore;

  private constructor(options: {
    record: BucketRecord;
    objects: ObjectRecord[];
    state: StateStore;
    blobs: BlobStore;
  }) {
    this.record = options.record;
    this.#objects = new Map(options.objects.map((object) => [object.key, object]));
    this.#state = options.state;
    this.#blobs = options.blobs;
  }

  /** Opens it with the objects the state remembers. */
  static async open(options: { record: BucketRecord; state: StateStore; blobs: BlobStore }): Promise<Bucket> {
    const kept = await options.state.load(stateName(options.record.name));
    return new Bucket({ ...options, objects: (kept ?? []) as ObjectRecord[] });
  }

  get isEmpty(): boolean {
    return this.#objects.size === 0;
  }

  get(key: string): ObjectRecord | undefined {
    return this.#objects.get(key);
  }

  /** In the order of their keys' UTF-8 bytes, as S3 lists them. */
  list(): ObjectRecord[] {
    return [...this.#objects.values()].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  /** Keeps an object in the place of the one that had its key. */
  async put(
    object: Pick<ObjectRecord, "key" | "modifiedAt" | "headers" | "checksums">,
    bytes: Buffer,
  ): Promise<ObjectRecord> {
    const blob = `s3/objects/${this.record.name}/${randomUUID()}`;
    await this.#blobs.put(blob, bytes);
    const before = this.#objects.get(object.key);
    const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
    const record = { ...object, blob, size: bytes.length, etag };
    this.#objects.set(object.key, record);
    await this.#save();
    if (before) await this.#blobs.delete(before.blob);
    return record;
  }

  /** An object's bytes. */
  read(object: ObjectRecord): Promise<Buffer> {
    return this.#blobs.get(object.blob);
  }

  /** Removes what is there of these. */
  async delete(keys: string[]): Promise<void> {
    const gone = keys.flatMap((key) => this.#objects.get(key) ?? []);
    if (gone.length === 0) return;
    for (const { key } of gone) this.#objects.delete(key);
    await this.#save();
    await Promise.all(gone.map(({ blob }) => this.#blobs.delete(blob)));
  }

  #save(): Promise<void> {
    return this.#state.save(stateName(this.record.name), [...this.#objects.values()]);
  }
}

function stateName(bucket: string): string {
  return `s3/${bucket}`;
}
