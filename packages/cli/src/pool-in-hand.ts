import { checkNotProtected, type Pool, type PoolAccount } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { isRegattaError } from "@regatta/foundation";
import type { CommandContext } from "./command-context.ts";
import { configFor } from "./config-for.ts";
import { findAccount } from "./find-accounts.ts";
import { openPool } from "./open-pool.ts";
import type { PoolOptions } from "./pool-options.ts";

/** A pool whose accounts a person works in by hand. */
export interface PoolInHand {
  pool: Pool;
  /** Accounts nobody may enter. */
  protectedAccounts: string[];
  /** How long a lease with heartbeats lasts without one, ms. */
  leaseMs: number;
}

const LEASE_MS = 120_000;

/**
 * Opens the pool for a person's own work in its accounts.
 * @throws RegattaError as loadConfig does; only where the table is named, a configuration may be missing.
 */
export async function openPoolInHand(context: CommandContext, options: PoolOptions): Promise<PoolInHand> {
  const config = await configIfThere(context, options);
  const { pool } = await openPool(context, options);
  return {
    pool,
    protectedAccounts: config?.accounts.protected ?? [],
    leaseMs: config ? config.accounts.leaseSeconds * 1000 : LEASE_MS,
  };
}

/**
 * The account that was named, as it is now.
 * @throws RegattaError ACCOUNT_NOT_FOUND; PROTECTED_ACCOUNT.
 */
export async function accountInHand(
  { pool, protectedAccounts }: PoolInHand,
  name: string,
): Promise<PoolAccount> {
  const account = await pool.get(findAccount(await pool.list(), name));
  checkNotProtected(account, protectedAccounts);
  return account;
}

// What is protected counts also where the table is named on the command line.
async function configIfThere(
  context: CommandContext,
  options: PoolOptions,
): Promise<RegattaConfig | undefined> {
  try {
    return await configFor(context, options);
  } catch (error) {
    const mayBeMissing = options.table !== undefined && options.config === undefined;
    if (mayBeMissing && isRegattaError(error) && error.code === "CONFIG_NOT_FOUND") return undefined;
    throw error;
  }
}
