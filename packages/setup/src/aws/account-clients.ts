import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { IAMClient } from "@aws-sdk/client-iam";
import type { Session } from "@regatta/accounts";

/** The settings of clients that look into an account: as much patience as a check is worth. */
const settings = {
  retryMode: "standard",
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/** Looks at stacks in a session's account. */
export function cloudFormationClient({ account, credentials }: Session): CloudFormationClient {
  return new CloudFormationClient({ ...settings, region: account.region, credentials });
}

/** Looks at roles in a session's account. */
export function iamClient({ account, credentials }: Session): IAMClient {
  return new IAMClient({ ...settings, region: account.region, credentials });
}
