import type { Bucket } from "../bucket.ts";
import { isDeleteMarker, type Version } from "../model.ts";
import { xmlAnswer } from "../wire/xml.ts";
import { type Entry, entriesOf, isAfter, prefixesOf } from "./listing.ts";
import type { BucketOperation } from "./operation.ts";

const maxKeys = 1_000;

export const listObjectVersions: BucketOperation = async ({ bucket, request }) => {
  const { query } = request;
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const size = Math.min(Number(query.get("max-keys") ?? maxKeys), maxKeys);
  const entries = afterMarker(entriesOf(bucket.listVersions(), { prefix, delimiter }), query);
  const page = entries.slice(0, size);
  const isTruncated = entries.length > page.length;
  const told = query.get("encoding-type") === "url" ? encodeURIComponent : String;
  const versions = page.flatMap((entry) => ("item" in entry ? [entry.item] : []));
  return xmlAnswer("ListVersionsResult", {
    Name: request.bucket,
    Prefix: told(prefix),
    ...(delimiter === "" ? {} : { Delimiter: told(delimiter) }),
    KeyMarker: told(query.get("key-marker") ?? ""),
    VersionIdMarker: query.get("version-id-marker") ?? "",
    MaxKeys: size,
    IsTruncated: isTruncated,
    ...(query.has("encoding-type") ? { EncodingType: "url" } : {}),
    ...(isTruncated ? nextMarkers(page.at(-1), told) : {}),
    Version: versions.flatMap((one) => (isDeleteMarker(one) ? [] : [objectAnswer(bucket, one, told)])),
    DeleteMarker: versions.flatMap((one) => (isDeleteMarker(one) ? [versionAnswer(bucket, one, told)] : [])),
    CommonPrefixes: prefixesOf(page, told),
  });
};

/** A version that is gone by now leaves its place to the others of its key: none of them was told yet. */
function afterMarker(entries: Array<Entry<Version>>, query: URLSearchParams): Array<Entry<Version>> {
  const key = query.get("key-marker") ?? "";
  const versionId = query.get("version-id-marker");
  if (!versionId) return entries.filter(({ name }) => isAfter(name, key));
  const at = entries.findIndex(
    (entry) => "item" in entry && entry.name === key && entry.item.versionId === versionId,
  );
  return at < 0 ? entries.filter(({ name }) => name === key || isAfter(name, key)) : entries.slice(at + 1);
}

function nextMarkers(last: Entry<Version> | undefined, told: (text: string) => string) {
  if (!last) return {};
  const version = "item" in last ? { NextVersionIdMarker: last.item.versionId } : {};
  return { NextKeyMarker: told(last.name), ...version };
}

function versionAnswer(bucket: Bucket, version: Version, told: (text: string) => string) {
  return {
    Key: told(version.key),
    VersionId: version.versionId,
    IsLatest: bucket.latest(version.key) === version,
    LastModified: new Date(version.modifiedAt).toISOString(),
  };
}

function objectAnswer(
  bucket: Bucket,
  version: Exclude<Version, { isDeleteMarker: true }>,
  told: (text: string) => string,
) {
  const { etag, size } = version;
  return { ...versionAnswer(bucket, version, told), ETag: etag, Size: size, StorageClass: "STANDARD" };
}
