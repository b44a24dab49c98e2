/** Everything here is plain JSON: it is what the state store keeps. Times are ms since the epoch. */
export interface BucketRecord {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  /** What was put there by PutBucketTagging and its like, by sub-resource: the document as it came. */
  settings: Record<string, string>;
}

export interface ObjectRecord {
  readonly key: string;
  /** The name of its bytes in the blob store. */
  readonly blob: string;
  readonly size: number;
  /** With its quotation marks. */
  readonly etag: string;
  readonly modifiedAt: number;
  /** Headers that come back with the object: its content type, `x-amz-meta-…`. */
  readonly headers: Record<string, string>;
  /** By header name, such as `x-amz-checksum-crc32`. */
  readonly checksums: Record<string, string>;
}
