import type { ObjectRecord } from "../model.ts";
import { s3Error } from "../s3-error.ts";
import { xmlAnswer } from "../wire/xml.ts";
import { entriesOf, isAfter, prefixesOf } from "./listing.ts";
import type { BucketOperation } from "./operation.ts";

const maxKeys = 1_000;

export const listObjectsV2: BucketOperation = async ({ bucket, request }) => {
  const { query } = request;
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? "") : decodeToken(token);
  const size = Math.min(Number(query.get("max-keys") ?? maxKeys), maxKeys);
  const entries = entriesOf(bucket.list(), { prefix, delimiter }).filter(({ name }) => isAfter(name, after));
  const page = entries.slice(0, size);
  const isTruncated = entries.length > page.length;
  const told = query.get("encoding-type") === "url" ? encodeURIComponent : String;
  return xmlAnswer("ListBucketResult", {
    Name: request.bucket,
    Prefix: told(prefix),
    ...(delimiter === "" ? {} : { Delimiter: told(delimiter) }),
    MaxKeys: size,
    KeyCount: page.length,
    IsTruncated: isTruncated,
    ...(query.has("encoding-type") ? { EncodingType: "url" } : {}),
    ...(token === null ? {} : { ContinuationToken: token }),
    ...(isTruncated ? { NextContinuationToken: encodeToken(page.at(-1)?.name ?? after) } : {}),
    Contents: page.flatMap((entry) => ("item" in entry ? [contentOf(entry.item, told)] : [])),
    CommonPrefixes: prefixesOf(page, told),
  });
};

function contentOf(object: ObjectRecord, told: (text: string) => string): Record<string, unknown> {
  return {
    Key: told(object.key),
    LastModified: new Date(object.modifiedAt).toISOString(),
    ETag: object.etag,
    Size: object.size,
    StorageClass: "STANDARD",
  };
}

function encodeToken(name: string): string {
  return Buffer.from(`regatta:${name}`).toString("base64url");
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith("regatta:")) {
    throw s3Error.invalidArgument("The continuation token provided is incorrect");
  }
  return text.slice("regatta:".length);
}
