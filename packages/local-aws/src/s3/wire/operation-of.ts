import { bucketSettings } from "../bucket-settings.ts";
import type { S3Request } from "./s3-request.ts";

interface Route {
  readonly method: string;
  readonly about: "all" | "bucket" | "object";
  /** The query member that tells it from others of the same method. */
  readonly marker?: string;
  readonly operation: string;
}

const settingRoutes = Object.entries(bucketSettings).flatMap<Route>(([marker, { name, deleteOperation }]) => [
  { method: "PUT", about: "bucket", marker, operation: `Put${name}` },
  { method: "GET", about: "bucket", marker, operation: `Get${name}` },
  { method: "DELETE", about: "bucket", marker, operation: deleteOperation ?? `Delete${name}` },
]);

const routes: Route[] = [
  ...settingRoutes,
  { method: "GET", about: "all", operation: "ListBuckets" },
  { method: "GET", about: "bucket", marker: "location", operation: "GetBucketLocation" },
  { method: "GET", about: "bucket", marker: "list-type", operation: "ListObjectsV2" },
  { method: "GET", about: "bucket", marker: "versions", operation: "ListObjectVersions" },
  { method: "GET", about: "bucket", marker: "uploads", operation: "ListMultipartUploads" },
  { method: "POST", about: "object", marker: "uploads", operation: "CreateMultipartUpload" },
  { method: "DELETE", about: "object", marker: "uploadId", operation: "AbortMultipartUpload" },
  { method: "POST", about: "bucket", marker: "delete", operation: "DeleteObjects" },
  { method: "PUT", about: "bucket", operation: "CreateBucket" },
  { method: "HEAD", about: "bucket", operation: "HeadBucket" },
  { method: "DELETE", about: "bucket", operation: "DeleteBucket" },
  { method: "PUT", about: "object", operation: "PutObject" },
  { method: "GET", about: "object", operation: "GetObject" },
  { method: "GET", about: "object", marker: "retention", operation: "GetObjectRetention" },
  { method: "GET", about: "object", marker: "legal-hold", operation: "GetObjectLegalHold" },
  { method: "HEAD", about: "object", operation: "HeadObject" },
  { method: "DELETE", about: "object", operation: "DeleteObject" },
];

/** What makes another operation of a request; those without a route are not there. */
const subresources = [
  ...["accelerate", "acl", "analytics", "attributes", "cors", "delete", "intelligent-tiering", "inventory"],
  ...["legal-hold", "list-type", "location", "logging", "metrics", "notification", "object-lock"],
  ...["policyStatus", "replication", "requestPayment", "restore", "retention", "select", "torrent"],
  ...["uploadId", "uploads", "versions", "website", ...Object.keys(bucketSettings)],
];

/** The operation a request is about, by its name in the API reference; undefined where it is not here. */
export function operationOf(method: string, request: S3Request): string | undefined {
  const about = request.key !== "" ? "object" : request.bucket !== "" ? "bucket" : "all";
  const marker = subresources.find((name) => request.query.has(name));
  const isCopy = request.headers["x-amz-copy-source"] !== undefined;
  if (isCopy) return undefined;
  return routes.find((route) => route.method === method && route.about === about && route.marker === marker)
    ?.operation;
}
