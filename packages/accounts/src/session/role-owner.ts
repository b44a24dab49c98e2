import { RegattaError } from "@regatta/foundation";
import { accountKey } from "../account.ts";
import type { AccountWithRole } from "./entered-account.ts";

/** The account a role belongs to, by its ARN; undefined for what is no role's ARN. */
export function roleOwner(roleArn: string): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):role\//.exec(roleArn)?.[1];
}

/**
 * Refuses an account whose entry in the pool names another account's role, before that is assumed: entries can be written
 * by hand.
 * @throws RegattaError WRONG_ACCOUNT.
 */
export function checkRole(account: AccountWithRole): void {
  const owner = roleOwner(account.roleArn);
  if (owner === account.id) return;
  const key = accountKey(account);
  throw new RegattaError(
    `The role of ${key}, ${account.roleArn}, belongs to account ${owner ?? "(none named)"}; nothing was touched there.`,
    {
      code: "WRONG_ACCOUNT",
      source: "user",
      account: key,
      nextStep: "Name a role of the account itself; an entry of the pool is removed, and added again.",
    },
  );
}
