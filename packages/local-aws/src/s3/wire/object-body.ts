import { s3Error } from "../s3-error.ts";
import { readAwsChunks } from "./aws-chunks.ts";
import { assertChecksums, checksumsIn } from "./checksums.ts";
import type { S3Request } from "./s3-request.ts";

/** An object as it was sent, out of whatever it was wrapped in. */
export interface ObjectBody {
  readonly bytes: Buffer;
  /** What the sender said its checksums are, by header name; all of them hold. */
  readonly checksums: Record<string, string>;
}

/**
 * Takes the object out of a request.
 * @throws {AwsError} `BadDigest` for a checksum that does not hold, `IncompleteBody` for a broken body.
 */
export function objectBodyOf({ headers, body }: S3Request): ObjectBody {
  const isChunked = String(headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-");
  const { bytes, trailers } = isChunked ? readAwsChunks(body) : { bytes: body, trailers: {} };
  const length = headers["x-amz-decoded-content-length"];
  if (isChunked && length !== undefined && Number(length) !== bytes.length) throw s3Error.incompleteBody();
  const checksums = checksumsIn({ ...headers, ...trailers });
  assertChecksums(bytes, { ...checksums, ...md5In(headers) });
  return { bytes, checksums };
}

function md5In({ "content-md5": md5 }: S3Request["headers"]): Record<string, string> {
  return typeof md5 === "string" ? { "content-md5": md5 } : {};
}
