import type { AccountRef } from "@regatta/accounts";

/** The bucket in every account unless told otherwise. */
export const defaultBucket = "regatta-{account}-{region}";

/** The name of an account's bucket: `{account}` and `{region}` in `pattern` stand for the account's. */
export function bucketName(pattern: string, { id, region }: Pick<AccountRef, "id" | "region">): string {
  return pattern.replaceAll("{account}", id).replaceAll("{region}", region);
}

/** Where CloudFormation finds an object: virtual-hosted style (S3 user guide, "Virtual hosting of buckets"). */
export function objectUrl(bucket: string, key: string, region: string): string {
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://${bucket}.s3.${region}.${suffix}/${key}`;
}
