import { accountKey, type Pool, type PoolAccount } from "@regatta/accounts";
import { isRegattaError } from "@regatta/foundation";
import type { ImportPlan } from "@regatta/setup";

/** What became of one account. */
export interface Imported {
  account: string;
  done: "added" | "disabled" | "removed" | "there already" | "busy";
}

export interface ApplyOptions {
  /** Who does it, for the accounts' histories. */
  by: string;
  removeMissing: boolean;
  onDone: (imported: Imported) => void;
}

/**
 * Does what was planned, one account after the other. An account somebody uses is left as it is, and told: the next
 * import meets it again.
 * @throws RegattaError as AWS fails; what was done before stays done, and doing it again goes on from there.
 */
export async function applyImport(
  pool: Pool,
  { add, missing }: ImportPlan,
  options: ApplyOptions,
): Promise<void> {
  for (const { title: _, ...account } of add) {
    const done = await pool.add(account, options.by);
    options.onDone({ account: accountKey(account), done: done === "added" ? "added" : "there already" });
  }
  for (const { account, reason } of missing) {
    options.onDone({ account: accountKey(account), done: await takeOut(pool, account, reason, options) });
  }
}

async function takeOut(
  pool: Pool,
  account: PoolAccount,
  reason: string,
  { by, removeMissing }: ApplyOptions,
): Promise<Imported["done"]> {
  try {
    if (removeMissing) {
      await pool.remove(account);
      return "removed";
    }
    await pool.disable(account, { by, reason });
    return "disabled";
  } catch (error) {
    if (isRegattaError(error) && error.code === "ACCOUNT_BUSY") return "busy";
    throw error;
  }
}
