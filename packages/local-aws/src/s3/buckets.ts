import type { Clock } from "@regatta/foundation";
import type { Caller } from "../gateway/service.ts";
import type { BlobStore } from "../state/blob-store.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource, TagSource } from "../tagging/tagged-resource.ts";
import { Bucket } from "./bucket.ts";
import { tagsOfBucket } from "./bucket-documents.ts";
import { checkBucketName } from "./bucket-name.ts";
import type { BucketRecord } from "./model.ts";
import { s3Error } from "./s3-error.ts";

const stateName = "buckets";

/** Whose buckets are meant. */
export type BucketOwner = Pick<Caller, "account" | "region">;

/** Every bucket of every account: their names are one space, as in AWS. */
export class Buckets implements TagSource {
  readonly #state: StateStore;
  readonly #blobs: BlobStore;
  readonly #clock: Clock;
  #opened: Promise<Map<string, Bucket>> | undefined;

  constructor(options: { state: StateStore; blobs: BlobStore; clock: Clock }) {
    this.#state = options.state;
    this.#blobs = options.blobs;
    this.#clock = options.clock;
  }

  /** The buckets of an account, by name. */
  async list(account: string): Promise<Bucket[]> {
    const buckets = [...(await this.#all()).values()].filter(({ record }) => record.account === account);
    return buckets.sort((a, b) => (a.record.name < b.record.name ? -1 : 1));
  }

  async taggedResources({ account, region }: BucketOwner): Promise<TaggedResource[]> {
    const buckets = (await this.list(account)).filter(({ record }) => record.region === region);
    return buckets.map(({ record }) => ({
      arn: `arn:aws:s3:::${record.name}`,
      type: "s3:bucket",
      tags: tagsOfBucket(record),
    }));
  }

  /**
   * A bucket as its owner sees it.
   * @throws {AwsError} `NoSuchBucket`; `AccessDenied` to anybody but its account; `AuthorizationHeaderMalformed`
   * where a region is given and it is another.
   */
  async open(name: string, caller: { account: string; region?: string }): Promise<Bucket> {
    const bucket = (await this.#all()).get(name);
    if (!bucket) throw s3Error.noSuchBucket();
    const { account, region } = bucket.record;
    if (account !== caller.account) throw s3Error.accessDenied();
    if (caller.region !== undefined && caller.region !== region) {
      throw s3Error.wrongRegion(caller.region, region);
    }
    return bucket;
  }

  /** @throws {AwsError} `InvalidBucketName`, `BucketAlreadyOwnedByYou`, `BucketAlreadyExists`. */
  async create(name: string, { account, region }: BucketOwner): Promise<Bucket> {
    checkBucketName(name);
    const buckets = await this.#all();
    const taken = buckets.get(name);
    if (taken) throw taken.record.account === account ? s3Error.bucketYours() : s3Error.bucketTaken();
    const record: BucketRecord = { name, account, region, createdAt: this.#clock.now(), settings: {} };
    const bucket = await Bucket.open({ record, state: this.#state, blobs: this.#blobs });
    // Somebody else may have been as fast.
    if (buckets.has(name)) return this.create(name, { account, region });
    buckets.set(name, bucket);
    await this.save();
    return bucket;
  }

  /** @throws {AwsError} what `open` throws, and `BucketNotEmpty`. */
  async delete(name: string, caller: BucketOwner): Promise<void> {
    const bucket = await this.open(name, caller);
    if (!bucket.isEmpty) throw s3Error.bucketNotEmpty();
    (await this.#all()).delete(name);
    await this.save();
  }

  /** Keeps what the buckets are; their objects keep themselves. */
  async save(): Promise<void> {
    const records = [...(await this.#all()).values()].map(({ record }) => record);
    await this.#state.save(stateName, records);
  }

  #all(): Promise<Map<string, Bucket>> {
    this.#opened ??= this.#load();
    return this.#opened;
  }

  async #load(): Promise<Map<string, Bucket>> {
    const records = ((await this.#state.load(stateName)) ?? []) as BucketRecord[];
    const parts = { state: this.#state, blobs: this.#blobs };
    const buckets = await Promise.all(records.map((record) => Bucket.open({ record, ...parts })));
    return new Map(buckets.map((bucket) => [bucket.record.name, bucket]));
  }
}
