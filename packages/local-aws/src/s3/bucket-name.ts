import { s3Error } from "./s3-error.ts";

/**
 * Checks a name by S3's "Bucket naming rules".
 * @throws {AwsError} `InvalidBucketName`.
 */
export function checkBucketName(name: string): void {
  const isName =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d{1,3}(\.\d{1,3}){3}$/.test(name);
  if (!isName) throw s3Error.invalidBucketName();
}
