/** Everything here is plain JSON: it is what the state store keeps. Times are ms since the epoch. */
export interface BucketRecord {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  /** What was put there by PutBucketTagging and its like, by sub-resource: the document as it came. */
  settings: Record<string, string>;
  /** Multipart uploads that nobody completed or aborted yet. */
  uploads?: UploadRecord[];
}

export interface UploadRecord {
  readonly id: string;
  readonly key: string;
  readonly startedAt: number;
}

/** The id of what was put while the bucket had no versions. */
export const nullVersion = "null";

interface VersionRecord {
  readonly key: string;
  /** Random, or `nullVersion`. */
  readonly versionId: string;
  readonly modifiedAt: number;
}

/** One version of an object; the only one where the bucket has no versions. */
export interface ObjectRecord extends VersionRecord {
  /** The name of its bytes in the blob store. */
  readonly blob: string;
  readonly size: number;
  /** With its quotation marks. */
  readonly etag: string;
  /** Headers that come back with the object: its content type, `x-amz-meta-…`. */
  readonly headers: Record<string, string>;
  /** By header name, such as `x-amz-checksum-crc32`. */
  readonly checksums: Record<string, string>;
}

/** Stands where an object was deleted while the bucket had versions. */
export interface DeleteMarker extends VersionRecord {
  readonly isDeleteMarker: true;
}

export type Version = ObjectRecord | DeleteMarker;

export function isDeleteMarker(version: Version): version is DeleteMarker {
  return "isDeleteMarker" in version;
}
