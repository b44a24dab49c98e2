import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { toRegattaError } from "../aws/aws-error.ts";
import { createStsClient } from "../aws/sts-client.ts";

export interface OwnAccountOptions {
  /** Where STS is asked; by default where the SDK finds it said. */
  region?: string | undefined;
}

/**
 * Asks which account the credentials of this machine belong to: the hub's, usually.
 * @returns its id. @throws RegattaError as AWS failed.
 */
export async function ownAccount({ region }: OwnAccountOptions = {}): Promise<string> {
  const client = createStsClient({ region });
  try {
    const { Account: id } = await client.send(new GetCallerIdentityCommand({}));
    if (id === undefined) throw new Error("no account was named");
    return id;
  } catch (error) {
    throw toRegattaError(error, {
      action: "sts:GetCallerIdentity",
      target: "the account Regatta itself runs in",
    });
  } finally {
    client.destroy();
  }
}
