import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

export interface DynamoDBClientOptions {
  /** Default: the SDK's own (AWS_REGION, the profile). */
  region?: string | undefined;
  /** Default: the SDK's own (AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL, the profile, then AWS). */
  endpoint?: string | undefined;
  /** Default: the SDK's own chain; a session's `credentials` for a table inside an account. */
  credentials?: DynamoDBClientConfig["credentials"] | undefined;
}

/**
 * Makes the DynamoDB client of a process: the one place where its retries and timeouts are chosen.
 *
 * Standard retries, not adaptive ones: the adaptive mode holds requests back on the client while it is throttled,
 * and a heartbeat must not wait behind a list.
 */
export function createDynamoDBClient(options: DynamoDBClientOptions = {}): DynamoDBClient {
  return new DynamoDBClient({
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    retryMode: "standard",
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}
