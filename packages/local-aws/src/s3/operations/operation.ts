import type { Clock } from "@regatta/foundation";
import type { Caller, ServiceAnswer } from "../../gateway/service.ts";
import type { Bucket } from "../bucket.ts";
import type { Buckets } from "../buckets.ts";
import type { S3Request } from "../wire/s3-request.ts";

/** What one call of the API has at hand. */
export interface OperationContext {
  readonly request: S3Request;
  readonly caller: Caller;
  readonly buckets: Buckets;
  readonly clock: Clock;
}

/** One operation of the API. @throws AwsError, worded as S3 words it; then nothing has changed. */
export type Operation = (context: OperationContext) => Promise<ServiceAnswer>;

/** An operation on a bucket that is there and belongs to the caller. */
export type BucketOperation = (
  context: OperationContext & { readonly bucket: Bucket },
) => Promise<ServiceAnswer>;

/** An answer that says nothing but that it was done. */
export function emptyAnswer(status: 200 | 204, headers: Record<string, string> = {}): ServiceAnswer {
  return { status, body: "", contentType: "application/xml", headers };
}
