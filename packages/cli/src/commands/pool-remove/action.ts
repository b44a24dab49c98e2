import { accountKey, type PoolAccount } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { confirm } from "../../confirm.ts";
import { exitCode } from "../../exit-code.ts";
import { findAccounts } from "../../find-accounts.ts";
import { openPool } from "../../open-pool.ts";
import { count } from "../../output/count.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { whatStays } from "./what-stays.ts";

export interface PoolRemoveOptions extends PoolOptions {
  /** Ids, `<id>/<region>` or names. */
  accounts: string[];
  yes?: boolean;
}

/**
 * Does `regatta pool remove`.
 * @throws RegattaError ACCOUNT_NOT_FOUND, ACCOUNT_BUSY and CONFIRMATION_NEEDED before anything is removed;
 * ACCOUNT_BUSY for one that changed meanwhile; or as AWS fails.
 */
export async function poolRemove(context: CommandContext, options: PoolRemoveOptions): Promise<number> {
  const { stdout } = context;
  const { pool } = await openPool(context, options);
  // Leases that ran out hold nothing.
  await pool.reap();
  const accounts = findAccounts(await pool.list(), options.accounts);
  checkIdle(accounts);
  stdout.write(whatStays(accounts));
  const question = `Take ${count(accounts.length, "account")} out of the pool?`;
  if (!(await confirm(context, question, options))) {
    stdout.write("Nothing was removed.\n");
    return exitCode.ok;
  }
  for (const account of accounts) {
    await pool.remove(account);
    stdout.write(`${accountKey(account)}: removed\n`);
  }
  return exitCode.ok;
}

// All of them before the first is removed.
function checkIdle(accounts: readonly PoolAccount[]): void {
  const held = accounts.filter(({ lease }) => lease);
  if (held.length === 0) return;
  const names = held.map((account) => `${accountKey(account)} is ${account.state}`);
  throw new RegattaError(`${names.join(", ")}: nothing was removed.`, {
    code: "ACCOUNT_BUSY",
    source: "user",
    nextStep: "Wait until it is given back, or `regatta pool release` a lease by hand; then remove it again.",
  });
}
