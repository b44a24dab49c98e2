import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectIdentifier,
  type _Error as S3Error,
} from "@aws-sdk/client-s3";
import type { AccountContext } from "../account/account-context.ts";
import { bucketNotEmptied } from "./bucket-not-emptied.ts";

export interface EmptyBucketOptions {
  /** How many versions are listed and deleted at once. Default, and at most, 1,000 (API_DeleteObjects). */
  pageSize?: number;
}

/** How often a bucket is gone through: whoever writes into it may write again, and some refusals pass. */
const passes = 5;

/**
 * Empties a bucket: all objects, all versions and delete markers of them, and uploads that were never completed.
 * @returns how many versions and markers were deleted; none when there is no such bucket.
 * @throws RegattaError BUCKET_NOT_EMPTIED, naming what stays and why; the SDK's errors.
 */
export async function emptyBucket(
  context: AccountContext,
  name: string,
  { pageSize = 1_000 }: EmptyBucketOptions = {},
): Promise<number> {
  // Names of buckets are one space over all accounts: the owner is what says that this is ours.
  const bucket = { Bucket: name, ExpectedBucketOwner: context.account.id };
  try {
    await abortUploads(context, bucket);
    let deleted = 0;
    let refused: S3Error[] = [];
    for (let pass = 0; pass < passes; pass += 1) {
      // Governance retention is bypassed only where something was refused: that takes a permission of its own.
      const done = await deleteVersions(context, bucket, { pageSize, bypass: refused.length > 0 });
      deleted += done.deleted;
      refused = done.refused;
      if (done.deleted + refused.length === 0) return deleted;
      // Nothing moves any more, so trying again is no help.
      if (done.deleted === 0 && pass > 0) break;
    }
    throw await bucketNotEmptied(context, name, refused);
  } catch (error) {
    if ((error as Error).name === "NoSuchBucket") return 0;
    throw error;
  }
}

interface OwnBucket {
  Bucket: string;
  ExpectedBucketOwner: string;
}

/** Goes through the bucket once. */
async function deleteVersions(
  { clients: { s3 } }: AccountContext,
  bucket: OwnBucket,
  { pageSize, bypass }: { pageSize: number; bypass: boolean },
): Promise<{ deleted: number; refused: S3Error[] }> {
  const refused: S3Error[] = [];
  let deleted = 0;
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (from) {
    const list: ListObjectVersionsCommand = new ListObjectVersionsCommand({
      ...bucket,
      ...from,
      MaxKeys: pageSize,
    });
    const page: ListObjectVersionsCommandOutput = await s3.send(list);
    const Objects = versionsOf(page);
    if (Objects.length > 0) {
      const lock = bypass ? { BypassGovernanceRetention: true } : {};
      const { Errors = [] } = await s3.send(
        new DeleteObjectsCommand({ ...bucket, ...lock, Delete: { Objects, Quiet: true } }),
      );
      refused.push(...Errors);
      deleted += Objects.length - Errors.length;
    }
    const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
  }
  return { deleted, refused };
}

function versionsOf({
  Versions = [],
  DeleteMarkers = [],
}: ListObjectVersionsCommandOutput): ObjectIdentifier[] {
  return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
}

async function abortUploads({ clients: { s3 } }: AccountContext, bucket: OwnBucket): Promise<void> {
  for (;;) {
    const { Uploads = [], IsTruncated } = await s3.send(new ListMultipartUploadsCommand(bucket));
    for (const { Key, UploadId } of Uploads) {
      await s3.send(new AbortMultipartUploadCommand({ ...bucket, Key, UploadId }));
    }
    // What was listed is gone, so the next page is the first again.
    if (!IsTruncated || Uploads.length === 0) return;
  }
}
