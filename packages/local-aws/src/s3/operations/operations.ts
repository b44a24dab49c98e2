import { settingOperations } from "./bucket-settings.ts";
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from "./buckets.ts";
import { deleteObject, deleteObjects } from "./delete-objects.ts";
import { listObjectsV2 } from "./list-objects.ts";
import { listObjectVersions } from "./list-versions.ts";
import { getObjectLegalHold, getObjectRetention } from "./object-lock.ts";
import { getObject, headObject, putObject } from "./objects.ts";
import type { BucketOperation, Operation } from "./operation.ts";
import { abortMultipartUpload, createMultipartUpload, listMultipartUploads } from "./uploads.ts";

/** What needs no bucket to be there. */
export const operations: Readonly<Record<string, Operation>> = {
  CreateBucket: createBucket,
  ListBuckets: listBuckets,
};

/** What is about one bucket of the caller's, or an object in it. */
export const bucketOperations: Readonly<Record<string, BucketOperation>> = {
  ...settingOperations,
  AbortMultipartUpload: abortMultipartUpload,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetObject: getObject,
  GetObjectLegalHold: getObjectLegalHold,
  GetObjectRetention: getObjectRetention,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListMultipartUploads: listMultipartUploads,
  ListObjectVersions: listObjectVersions,
  ListObjectsV2: listObjectsV2,
  PutObject: putObject,
};
