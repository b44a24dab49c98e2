import type { ServiceAnswer } from "../../gateway/service.ts";
import type { ObjectRecord } from "../model.ts";
import { s3Error } from "../s3-error.ts";
import { objectBodyOf } from "../wire/object-body.ts";
import type { S3Request } from "../wire/s3-request.ts";
import { readXml, xmlAnswer } from "../wire/xml.ts";
import { byteRange } from "./byte-range.ts";
import { type BucketOperation, emptyAnswer } from "./operation.ts";

const defaultType = "binary/octet-stream";
const maxDeleted = 1_000;

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
  const { etag } = await bucket.put(object, bytes);
  return emptyAnswer(200, { etag, ...encryption, ...checksumHeaders(checksums) });
};

const encryption = { "x-amz-server-side-encryption": "AES256" };

function headersToKeep(headers: S3Request["headers"]): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]): Array<[string, string]> => {
    if (typeof value !== "string") return [];
    return keptHeaders.includes(name) || name.startsWith("x-amz-meta-") ? [[name, value]] : [];
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
  const object = existing(bucket.get(request.key));
  const bytes = await bucket.read(object);
  const range = byteRange(request.headers.range, bytes.length);
  if (!range) return objectAnswer(object, request, bytes);
  const { start, end } = range;
  // The checksum of the whole would not be that of a part.
  const answer = objectAnswer({ ...object, checksums: {} }, request, bytes.subarray(start, end + 1));
  const contentRange = `bytes ${start}-${end}/${bytes.length}`;
  return { ...answer, status: 206, headers: { ...answer.headers, "content-range": contentRange } };
};

export const headObject: BucketOperation = async ({ bucket, request }) => {
  const object = existing(bucket.get(request.key));
  const answer = objectAnswer(object, request, "");
  return { ...answer, headers: { ...answer.headers, "content-length": String(object.size) } };
};

function existing(object: ObjectRecord | undefined): ObjectRecord {
  if (!object) throw s3Error.noSuchKey();
  return object;
}

function objectAnswer(object: ObjectRecord, { headers }: S3Request, body: Buffer | string): ServiceAnswer {
  const { "content-type": contentType = defaultType, ...kept } = object.headers;
  const isAsked = headers["x-amz-checksum-mode"] === "ENABLED";
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
    },
  };
}

/** Deleting what is not there is no error. */
export const deleteObject: BucketOperation = async ({ bucket, request }) => {
  await bucket.delete([request.key]);
  return emptyAnswer(204);
};

export const deleteObjects: BucketOperation = async ({ bucket, request }) => {
  const { bytes } = objectBodyOf(request);
  const { Object: listed, Quiet: quiet } = readXml(bytes, "Delete");
  const keys = [listed ?? []].flat().map((one) => String((one as { Key?: unknown }).Key ?? ""));
  if (keys.length === 0 || keys.length > maxDeleted || keys.includes("")) throw s3Error.malformedXml();
  await bucket.delete(keys);
  return xmlAnswer("DeleteResult", quiet === "true" ? {} : { Deleted: keys.map((Key) => ({ Key })) });
};
