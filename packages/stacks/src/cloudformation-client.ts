import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { Session } from "@regatta/accounts";

/**
 * CloudFormation throttles an account at a few calls a second; with this many attempts, 30 % of calls refused
 * still leaves fewer than one operation in 100,000 unanswered.
 */
const maxAttempts = 10;

/** The one place where a CloudFormation client is made: inside the session's account, with its credentials. */
export function createCloudFormationClient({ session }: { session: Session }): CloudFormationClient {
  return new CloudFormationClient({
    region: session.account.region,
    credentials: () => session.credentials(),
    maxAttempts,
    retryMode: "standard",
  });
}
