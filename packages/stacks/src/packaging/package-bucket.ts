import { HeadObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { accountKey, type Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import { bucketNotFound, bucketRefused } from "./bucket-refused.ts";
import type { BuiltPackage } from "./built-package.ts";
import { freshDays, makeBucket } from "./make-bucket.ts";
import { createS3Client } from "./s3-client.ts";

export interface PackageBucketOptions {
  session: Session;
  name: string;
  /** Make it when it is missing. */
  create: boolean;
  clock: Clock;
  /** Cuts off every call. */
  signal: AbortSignal;
}

const dayMs = 86_400_000;

/** How often a bucket that was just made may still be unknown to S3, and how long to wait each time, ms. */
const looksForNewBucket = 5;
const newBucketMs = 1_000;

/** The bucket of one account. Every call says whose it must be: another's bucket of that name is never written to. */
export class PackageBucket {
  readonly #options: PackageBucketOptions;
  readonly #client: S3Client;
  #made: Promise<void> | undefined;

  constructor(options: PackageBucketOptions) {
    this.#options = options;
    this.#client = createS3Client(options);
  }

  /**
   * Uploads a package, unless the bucket has it and keeps it long enough.
   * @throws RegattaError BUCKET_REFUSED, BUCKET_NOT_FOUND; PACKAGE_UNREADABLE; the SDK's other errors.
   */
  async upload(code: BuiltPackage): Promise<void> {
    if (await this.#has(code.key)) return;
    const bytes = await code.bytes();
    for (let look = 1; ; look++) {
      try {
        return await this.#put(code.key, bytes);
      } catch (error) {
        if ((error as Error).name !== "NoSuchBucket" || look > looksForNewBucket) throw error;
        if (look > 1) await this.#options.clock.sleep(newBucketMs, this.#options.signal);
        await this.#make();
      }
    }
  }

  close(): void {
    this.#client.destroy();
  }

  // A bucket that is missing answers as one without the object.
  async #has(key: string): Promise<boolean> {
    const { clock, signal } = this.#options;
    try {
      const { LastModified } = await this.#client.send(new HeadObjectCommand({ ...this.#where, Key: key }), {
        abortSignal: signal,
      });
      return LastModified === undefined || clock.now() - LastModified.getTime() < freshDays * dayMs;
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404)
        return false;
      // Without s3:ListBucket S3 does not say "not there", but "forbidden" (API_HeadObject, Permissions).
      throw this.#refused(error, ["s3:GetObject", "s3:ListBucket"]);
    }
  }

  async #put(key: string, bytes: Uint8Array): Promise<void> {
    try {
      const command = new PutObjectCommand({ ...this.#where, Key: key, Body: bytes });
      await this.#client.send(command, { abortSignal: this.#options.signal });
    } catch (error) {
      throw this.#refused(error, ["s3:PutObject"]);
    }
  }

  #make(): Promise<void> {
    const { session, name, create, signal } = this.#options;
    if (!create) throw bucketNotFound(name, accountKey(session.account));
    this.#made ??= makeBucket({ client: this.#client, name, account: session.account, signal }).catch(
      (error) => {
        this.#made = undefined;
        throw this.#refused(error, [
          "s3:CreateBucket",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutLifecycleConfiguration",
        ]);
      },
    );
    return this.#made;
  }

  get #where() {
    const { session, name } = this.#options;
    return { Bucket: name, ExpectedBucketOwner: session.account.id };
  }

  #refused(error: unknown, actions: string[]): unknown {
    this.#options.signal.throwIfAborted();
    const { session, name: bucket } = this.#options;
    return bucketRefused({ error, bucket, account: accountKey(session.account), actions });
  }
}
