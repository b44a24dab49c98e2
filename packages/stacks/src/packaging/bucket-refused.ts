import { messageOf, RegattaError } from "@regatta/foundation";

/** A call to S3 that failed. */
export interface FailedCall {
  error: unknown;
  bucket: string;
  /** The account, `<id>/<region>`. */
  account: string;
  /** What the role must be allowed to do for it. */
  actions: string[];
}

/** What S3 said as an error that says what to do; what is not about permission or ownership stays as it is. */
export function bucketRefused({ error, bucket, account, actions }: FailedCall): unknown {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const refused = (why: string, nextStep: string) =>
    new RegattaError(`The bucket ${bucket} ${why}`, {
      code: "BUCKET_REFUSED",
      source: "service",
      nextStep,
      account,
      cause: error,
    });
  if (status === 403) {
    return refused(
      `cannot be used: ${status403(error)}`,
      `Allow the role Regatta assumes there ${actions.join(" and ")} on it, and see that it belongs to that account: docs/pool.md has the policy.`,
    );
  }
  if (status === 301) {
    return refused(
      "lies in another region",
      "Put {region} into deploy.bucket, or name a bucket of that region.",
    );
  }
  if ((error as Error).name === "BucketAlreadyExists") {
    return refused("belongs to another account", "Choose another name in deploy.bucket.");
  }
  return error;
}

// The answer to a HEAD request has no body, so no message.
function status403(error: unknown): string {
  return /^(UnknownError|Forbidden|403)$/.test(messageOf(error)) ? "access denied" : messageOf(error);
}

/** There is no bucket, and none shall be made. */
export function bucketNotFound(bucket: string, account: string): RegattaError {
  return new RegattaError(`The bucket ${bucket} does not exist.`, {
    code: "BUCKET_NOT_FOUND",
    source: "user",
    nextStep: "Make it, correct deploy.bucket, or let Regatta make it: deploy.createBucket.",
    account,
  });
}
