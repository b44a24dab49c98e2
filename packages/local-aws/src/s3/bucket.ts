import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { BlobStore } from "../state/blob-store.ts";
import type { StateStore } from "../state/state-store.ts";
import { type BucketRecord, isDeleteMarker, nullVersion, type ObjectRecord, type Version } from "./model.ts";

/** What is to be deleted: one version, or whatever the bucket has under the key. */
export interface DeleteTarget {
  readonly key: string;
  readonly versionId?: string;
}

/** What a deletion did: the version it took away, or the marker it put. */
export interface Deletion {
  readonly removed?: Version;
  readonly marker?: Version;
}

/** One bucket's objects in all their versions: described in the state store, their bytes in the blob store. */
export class Bucket {
  readonly record: BucketRecord;
  /** The newest first. */
  readonly #versions = new Map<string, Version[]>();
  readonly #state: StateStore;
  readonly #blobs: BlobStore;

  private constructor(options: {
    record: BucketRecord;
    versions: Version[];
    state: StateStore;
    blobs: BlobStore;
  }) {
    this.record = options.record;
    // What was kept before there were versions has no id.
    for (const version of options.versions)
      this.#add({ ...version, versionId: version.versionId ?? nullVersion });
    this.#state = options.state;
    this.#blobs = options.blobs;
  }

  /** Opens it with the objects the state remembers. */
  static async open(options: { record: BucketRecord; state: StateStore; blobs: BlobStore }): Promise<Bucket> {
    const kept = await options.state.load(stateName(options.record.name));
    return new Bucket({ ...options, versions: (kept ?? []) as Version[] });
  }

  /** True when not even an old version or a delete marker is left. */
  get isEmpty(): boolean {
    return this.#versions.size === 0;
  }

  /** Undefined where versioning was never switched on. */
  get versioning(): "Enabled" | "Suspended" | undefined {
    const [, status] = /<Status>(\w+)<\/Status>/.exec(this.record.settings.versioning ?? "") ?? [];
    return status === "Enabled" || status === "Suspended" ? status : undefined;
  }

  /** The newest version under a key, also where it is a delete marker. */
  latest(key: string): Version | undefined {
    return this.#versions.get(key)?.[0];
  }

  /** The object under a key; undefined where there is none any more. */
  get(key: string): ObjectRecord | undefined {
    const latest = this.latest(key);
    return latest && !isDeleteMarker(latest) ? latest : undefined;
  }

  version(key: string, versionId: string): Version | undefined {
    return this.#versions.get(key)?.find((one) => one.versionId === versionId);
  }

  /** The objects in the order of their keys' UTF-8 bytes, as S3 lists them. */
  list(): ObjectRecord[] {
    return this.#inOrder().flatMap(([key]) => this.get(key) ?? []);
  }

  /** All versions and delete markers, by key as S3 lists them, the newest first. */
  listVersions(): Version[] {
    return this.#inOrder().flatMap(([, versions]) => versions);
  }

  /** Keeps an object: beside its older versions, or without versioning in the place of what had its key. */
  async put(
    object: Pick<ObjectRecord, "key" | "modifiedAt" | "headers" | "checksums">,
    bytes: Buffer,
  ): Promise<ObjectRecord> {
    const blob = `s3/objects/${this.record.name}/${randomUUID()}`;
    await this.#blobs.put(blob, bytes);
    const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
    const record = { ...object, versionId: this.#nextVersionId(), blob, size: bytes.length, etag };
    const replaced = this.#add(record);
    await this.#save();
    await this.#forget([replaced]);
    return record;
  }

  /** An object's bytes. */
  read(object: ObjectRecord): Promise<Buffer> {
    return this.#blobs.get(object.blob);
  }

  /**
   * Removes versions, and deletes objects: without versioning they are gone, else a delete marker hides them.
   * @returns for each target what was done; nothing where there was nothing.
   */
  async delete(targets: readonly DeleteTarget[], now: number): Promise<Deletion[]> {
    const gone: Array<Version | undefined> = [];
    const deletions = targets.map(({ key, versionId }): Deletion => {
      if (versionId === undefined && this.versioning !== undefined) {
        const marker: Version = {
          key,
          versionId: this.#nextVersionId(),
          modifiedAt: now,
          isDeleteMarker: true,
        };
        gone.push(this.#add(marker));
        return { marker };
      }
      const removed = this.#remove(key, versionId ?? nullVersion);
      gone.push(removed);
      return removed ? { removed } : {};
    });
    await this.#save();
    await this.#forget(gone);
    return deletions;
  }

  #nextVersionId(): string {
    return this.versioning === "Enabled" ? randomBytes(24).toString("base64url") : nullVersion;
  }

  /** @returns what it took the place of: there is one null version of a key at most. */
  #add(version: Version): Version | undefined {
    const replaced = this.#remove(version.key, version.versionId);
    this.#versions.set(version.key, [version, ...(this.#versions.get(version.key) ?? [])]);
    return replaced;
  }

  #remove(key: string, versionId: string): Version | undefined {
    const versions = this.#versions.get(key) ?? [];
    const removed = versions.find((one) => one.versionId === versionId);
    const left = versions.filter((one) => one !== removed);
    if (left.length > 0) this.#versions.set(key, left);
    else this.#versions.delete(key);
    return removed;
  }

  #inOrder(): Array<[string, Version[]]> {
    return [...this.#versions].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  /** The oldest first, so that adding them one by one gives the same again. */
  #save(): Promise<void> {
    const versions = [...this.#versions.values()].flatMap((ofKey) => ofKey.toReversed());
    return this.#state.save(stateName(this.record.name), versions);
  }

  async #forget(versions: Array<Version | undefined>): Promise<void> {
    const objects = versions.flatMap((one) => (one && !isDeleteMarker(one) ? [one] : []));
    await Promise.all(objects.map(({ blob }) => this.#blobs.delete(blob)));
  }
}

function stateName(bucket: string): string {
  return `s3/${bucket}`;
}
