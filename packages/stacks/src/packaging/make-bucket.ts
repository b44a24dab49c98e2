import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { AccountRef } from "@regatta/accounts";
import { keyPrefix } from "./built-package.ts";

/**
 * How long an object is kept after it was last uploaded, days, and how old it may be when a deploy relies on it.
 *
 * A rollback needs the code of the deploy before: Lambda is given the old key again, and an object that is gone makes
 * it UPDATE_ROLLBACK_FAILED. So an object older than 30 days is uploaded anew when a deploy uses it, which leaves it
 * at least 60 days; only an account where a service was not deployed for that long, and whose next deploy fails, ends
 * dirty. Kept for ever, the packages of years would lie in every account of the pool.
 */
const keptDays = 90;
export const freshDays = 30;

export interface BucketToMake {
  client: S3Client;
  name: string;
  account: AccountRef;
  signal: AbortSignal;
}

/**
 * Makes the bucket of an account and sets it up: no public access, packages expire. Encryption is S3's own default
 * (SSE-S3). One that is there and ours is set up again: whoever made it may have been cut off. Throws the SDK's errors.
 */
export async function makeBucket({ client, name, account, signal }: BucketToMake): Promise<void> {
  const Bucket = name;
  const ExpectedBucketOwner = account.id;
  const options = { abortSignal: signal };
  await create({ client, name, account, signal });
  await client.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      ExpectedBucketOwner,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
    options,
  );
  const expiry = { ID: "regatta-packages", Status: "Enabled" as const, Filter: { Prefix: keyPrefix } };
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      ExpectedBucketOwner,
      LifecycleConfiguration: { Rules: [{ ...expiry, Expiration: { Days: keptDays } }] },
    }),
    options,
  );
}

async function create({ client, name, account, signal }: BucketToMake): Promise<void> {
  // us-east-1 is where a bucket is made when nothing is said, and is refused when it is said (API_CreateBucket).
  const place =
    account.region === "us-east-1"
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: account.region as BucketLocationConstraint } };
  try {
    await client.send(new CreateBucketCommand({ Bucket: name, ...place }), { abortSignal: signal });
  } catch (error) {
    if ((error as Error).name !== "BucketAlreadyOwnedByYou") throw error;
  }
}
