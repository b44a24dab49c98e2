import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { RegattaError } from "@regatta/foundation";
import { type AccountRef, accountKey } from "../account.ts";
import { toRegattaError } from "../aws/aws-error.ts";

/**
 * Makes sure that credentials belong to the account they are meant for, before anything is done with them.
 * @param client an STS client with those credentials.
 * @throws RegattaError WRONG_ACCOUNT, or as AWS failed.
 */
export async function checkIdentity(
  client: STSClient,
  account: AccountRef,
  signal: AbortSignal,
): Promise<void> {
  const found = await callerAccount(client, account, signal);
  if (found === account.id) return;
  throw new RegattaError(
    `The credentials for ${accountKey(account)} belong to account ${found ?? "(none named)"}; nothing was touched there.`,
    {
      code: "WRONG_ACCOUNT",
      source: "user",
      account: accountKey(account),
      nextStep:
        "Correct the account's role in the pool, or the id and the profile of an account of your own; or the endpoint STS is asked at.",
    },
  );
}

async function callerAccount(client: STSClient, account: AccountRef, signal: AbortSignal) {
  try {
    return (await client.send(new GetCallerIdentityCommand({}), { abortSignal: signal })).Account;
  } catch (error) {
    throw toRegattaError(error, {
      action: "sts:GetCallerIdentity",
      target: accountKey(account),
      account: accountKey(account),
    });
  }
}

/**
 * Refuses the accounts nobody may test, deploy or delete in.
 * @param protectedAccounts account ids, or `<id>/<region>` for one region of an account.
 * @throws RegattaError PROTECTED_ACCOUNT.
 */
export function checkNotProtected(account: AccountRef, protectedAccounts: readonly string[]): void {
  const key = accountKey(account);
  if (!protectedAccounts.includes(account.id) && !protectedAccounts.includes(key)) return;
  throw new RegattaError(`The account ${key} is protected; nothing was touched there.`, {
    code: "PROTECTED_ACCOUNT",
    source: "user",
    account: key,
    nextStep:
      "Take it out of the pool, or off `accounts.protected` in the config if it really is one for tests.",
  });
}
