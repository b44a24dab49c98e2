import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { Session } from "@regatta/accounts";
import type { CallPacer } from "../pace/call-pacer.ts";
import { paceCalls } from "../pace/pace-calls.ts";

/** For answers that were lost and servers that failed. */
const maxAttempts = 10;

export interface CloudFormationClientOptions {
  session: Session;
  /** Shared by all calls of the account; without one only the SDK's own retries answer throttling. */
  pacer?: CallPacer;
}

/** The one place where a CloudFormation client is made: inside the session's account, with its credentials. */
export function createCloudFormationClient({
  session,
  pacer,
}: CloudFormationClientOptions): CloudFormationClient {
  const client = new CloudFormationClient({
    region: session.account.region,
    credentials: () => session.credentials(),
    maxAttempts,
    retryMode: "standard",
  });
  if (pacer) paceCalls(client, pacer);
  return client;
}
