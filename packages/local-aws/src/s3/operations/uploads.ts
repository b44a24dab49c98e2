import { randomUUID } from "node:crypto";
import { s3Error } from "../s3-error.ts";
import { xmlAnswer } from "../wire/xml.ts";
import { type BucketOperation, emptyAnswer } from "./operation.ts";

/*
 * Multipart uploads that were begun: they can be seen and aborted. Parts are not taken here, so none is ever completed.
 */

export const createMultipartUpload: BucketOperation = async ({ bucket, buckets, clock, request }) => {
  const { key } = request;
  const upload = { id: randomUUID(), key, startedAt: clock.now() };
  bucket.record.uploads = [...(bucket.record.uploads ?? []), upload];
  await buckets.save();
  return xmlAnswer("InitiateMultipartUploadResult", {
    Bucket: request.bucket,
    Key: key,
    UploadId: upload.id,
  });
};

export const listMultipartUploads: BucketOperation = async ({ bucket, request }) =>
  xmlAnswer("ListMultipartUploadsResult", {
    Bucket: request.bucket,
    MaxUploads: 1_000,
    IsTruncated: false,
    Upload: (bucket.record.uploads ?? []).map(({ id, key, startedAt }) => ({
      Key: key,
      UploadId: id,
      StorageClass: "STANDARD",
      Initiated: new Date(startedAt).toISOString(),
    })),
  });

export const abortMultipartUpload: BucketOperation = async ({ bucket, buckets, request }) => {
  const { uploads = [] } = bucket.record;
  const left = uploads.filter(({ id }) => id !== request.query.get("uploadId"));
  if (left.length === uploads.length) throw s3Error.noSuchUpload();
  bucket.record.uploads = left;
  await buckets.save();
  return emptyAnswer(204);
};
