import { accountKey, type PoolAccount } from "@regatta/accounts";
import { didYouMean, RegattaError } from "@regatta/foundation";

/**
 * The accounts of a pool that were named on the command line: by id (in every region), by `<id>/<region>` or by the name
 * of somebody's own. Each once, in the order they were named.
 * @throws RegattaError ACCOUNT_NOT_FOUND naming every name that is none of the pool's.
 */
export function findAccounts(accounts: readonly PoolAccount[], names: readonly string[]): PoolAccount[] {
  const unknown = names.filter((name) => !accounts.some((account) => isNamed(account, name)));
  if (unknown.length > 0) throw notFound(accounts, unknown);
  const found = names.flatMap((name) => accounts.filter((account) => isNamed(account, name)));
  return [...new Set(found)];
}

/**
 * The one account that was named.
 * @throws RegattaError ACCOUNT_NOT_FOUND; ACCOUNT_AMBIGUOUS for the id of an account that is in the pool with several
 * regions.
 */
export function findAccount(accounts: readonly PoolAccount[], name: string): PoolAccount {
  const [account, ...others] = findAccounts(accounts, [name]);
  if (account && others.length === 0) return account;
  const keys = [account, ...others].flatMap((one) => (one ? [accountKey(one)] : []));
  throw new RegattaError(`"${name}" names ${keys.length} accounts of the pool: ${keys.join(", ")}.`, {
    code: "ACCOUNT_AMBIGUOUS",
    source: "user",
    nextStep: "Name one of them as <id>/<region>.",
  });
}

function isNamed(account: PoolAccount, name: string): boolean {
  return [account.id, accountKey(account), account.name].includes(name);
}

function notFound(accounts: readonly PoolAccount[], unknown: string[]): RegattaError {
  const known = accounts.flatMap((account) => [
    accountKey(account),
    account.id,
    ...(account.name === undefined ? [] : [account.name]),
  ]);
  const sentences = unknown.map((name) => `"${name}"${didYouMean(name, known) || "."}`);
  return new RegattaError(`The pool has no account ${sentences.join(" It has no account ")}`, {
    code: "ACCOUNT_NOT_FOUND",
    source: "user",
    nextStep:
      "Name accounts as `regatta pool status` does: by id, <id>/<region> or name. Nothing was changed.",
  });
}
