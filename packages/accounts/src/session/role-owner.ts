import { RegattaError } from "@regatta/foundation";
import { accountKey } from "../account.ts";
import type { AccountInput } from "../account-input.ts";

/** The account a role belongs to, by its ARN; undefined for what is no role's ARN. */
export function roleOwner(roleArn: string): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):role\//.exec(roleArn)?.[1];
}

/**
 * Refuses an account whose entry in the pool names another account's role, before that is assumed: entries can be written
 * by hand.
 * @throws RegattaError WRONG_ACCOUNT.
 */
export function checkRole(account: AccountInput): void {
  const owner = roleOwner(account.roleArn);
  if (owner === account.id) return;
  const key = accountKey(account);
  throw new RegattaError(
    `The role of ${key}, ${account.roleArn}, belongs to account ${owner ?? "(none named)"}; nothing was touched there.`,
    {
      code: "WRONG_ACCOUNT",
      source: "user",
      account: key,
      nextStep: "Remove the account from the pool, and add it again with a role of its own.",
    },
  );
}
