import type { HttpCall } from "../../gateway/http-call.ts";

/** One request as S3 sees it: the operation lies in method, path and query, the rest in headers and body. */
export interface S3Request {
  /** Empty where the request is about all buckets. */
  readonly bucket: string;
  /** Empty where the request is about a bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: HttpCall["headers"];
  readonly body: Buffer;
}

/** Reads a path-style request, the only style there is for an endpoint that is an IP address. */
export function s3RequestOf(call: HttpCall): S3Request {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(call.path) ?? [];
  return {
    bucket: decodeURIComponent(bucket),
    key: decodeURIComponent(key),
    query: new URLSearchParams(call.query),
    headers: call.headers,
    body: call.body,
  };
}
