import type { ServiceAnswer } from "../../gateway/service.ts";
import type { Bucket } from "../bucket.ts";
import { isDeleteMarker, type ObjectRecord } from "../model.ts";
import { s3Error } from "../s3-error.ts";
import { objectBodyOf } from "../wire/object-body.ts";
import type { S3Request } from "../wire/s3-request.ts";
import { byteRange } from "./byte-range.ts";
import { type BucketOperation, emptyAnswer } from "./operation.ts";

const defaultType = "binary/octet-stream";

/** What a sender says about an object and a reader is told again. */
const keptHeaders = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "expires",
];

export const putObject: BucketOperation = async ({ bucket, clock, request }) => {
  const { key, headers } = request;
  if (Buffer.byteLength(key) > 1024) throw s3Error.invalidArgument("Your key is too long");
  if (headers["if-none-match"] === "*" && bucket.get(key)) throw s3Error.preconditionFailed();
  const { bytes, checksums } = objectBodyOf(request);
  const object = { key, modifiedAt: clock.now(), headers: headersToKeep(headers), checksums };
  const { etag, versionId } = await bucket.put(object, bytes);
  const version = versionHeader(bucket, versionId);
  return emptyAnswer(200, { etag, ...version, ...encryption, ...checksumHeaders(checksums) });
};

const encryption = { "x-amz-server-side-encryption": "AES256" };

function headersToKeep(headers: S3Request["headers"]): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]): Array<[string, string]> => {
    if (typeof value !== "string") return [];
    return keptHeaders.includes(name) || /^x-amz-(meta|object-lock)-/.test(name) ? [[name, value]] : [];
  });
  const encoding = headers["content-encoding"]?.replace(/,?\s*aws-chunked\s*$/, "");
  return {
    ...Object.fromEntries(kept.filter(([name]) => name !== "content-encoding")),
    ...(encoding ? { "content-encoding": encoding } : {}),
    "content-type": headers["content-type"] ?? defaultType,
  };
}

function checksumHeaders(checksums: Record<string, string>): Record<string, string> {
  const isAny = Object.keys(checksums).length > 0;
  return isAny ? { ...checksums, "x-amz-checksum-type": "FULL_OBJECT" } : {};
}

export const getObject: BucketOperation = async ({ bucket, request }) => {
  const object = objectAskedFor(bucket, request);
  const bytes = await bucket.read(object);
  const range = byteRange(request.headers.range, bytes.length);
  const version = versionHeader(bucket, object.versionId);
  if (!range) return objectAnswer(object, { request, body: bytes, headers: version });
  const { start, end } = range;
  // The checksum of the whole would not be that of a part.
  const answer = objectAnswer(
    { ...object, checksums: {} },
    {
      request,
      body: bytes.subarray(start, end + 1),
      headers: { ...version, "content-range": `bytes ${start}-${end}/${bytes.length}` },
    },
  );
  return { ...answer, status: 206 };
};

export const headObject: BucketOperation = async ({ bucket, request }) => {
  const object = objectAskedFor(bucket, request);
  const length = { "content-length": String(object.size) };
  const headers = { ...versionHeader(bucket, object.versionId), ...length };
  return objectAnswer(object, { request, body: "", headers });
};

/**
 * The object, or the version of it, that a request names.
 * @throws {AwsError} `NoSuchKey`, `NoSuchVersion`, `MethodNotAllowed` for a delete marker.
 */
export function objectAskedFor(bucket: Bucket, { key, query }: S3Request): ObjectRecord {
  const versionId = query.get("versionId");
  if (versionId === null) {
    const object = bucket.get(key);
    if (!object) throw s3Error.noSuchKey();
    return object;
  }
  const version = bucket.version(key, versionId);
  if (!version) throw s3Error.noSuchVersion();
  if (isDeleteMarker(version)) throw s3Error.methodNotAllowed();
  return version;
}

/** Told where the bucket has, or had, versions. */
function versionHeader({ versioning }: Bucket, versionId: string): Record<string, string> {
  return versioning === undefined ? {} : { "x-amz-version-id": versionId };
}

function objectAnswer(
  object: ObjectRecord,
  options: { request: S3Request; body: Buffer | string; headers: Record<string, string> },
): ServiceAnswer {
  const { request, body } = options;
  const { "content-type": contentType = defaultType, ...kept } = object.headers;
  const isAsked = request.headers["x-amz-checksum-mode"] === "ENABLED";
  return {
    status: 200,
    body,
    contentType,
    headers: {
      ...kept,
      ...encryption,
      ...(isAsked ? checksumHeaders(object.checksums) : {}),
      "accept-ranges": "bytes",
      etag: object.etag,
      "last-modified": new Date(object.modifiedAt).toUTCString(),
      ...options.headers,
    },
  };
}
