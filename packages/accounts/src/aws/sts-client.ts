import { STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentials } from "../session/aws-credentials.ts";

export interface StsClientOptions {
  /** Default: where the SDK finds it said. */
  region?: string | undefined;
  /** Default: the SDK's own chain, which is how the runner itself is known to AWS. */
  credentials?: AwsCredentials;
}

/** Makes an STS client: the one place where its retries and timeouts are chosen. */
export function createStsClient({ region, credentials }: StsClientOptions): STSClient {
  return new STSClient({
    ...(region === undefined ? {} : { region }),
    ...(credentials ? { credentials } : {}),
    retryMode: "standard",
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  });
}
