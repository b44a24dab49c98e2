import { accountKey, type Pool, type PoolAccount } from "@regatta/accounts";
import { type Clock, followed, RegattaError } from "@regatta/foundation";
import type { CleaningSettings } from "../account/cleaning-settings.ts";
import { namesOf } from "../account/names-of.ts";
import { withContext } from "../account/open-context.ts";
import type { BaselineStore } from "../baseline/baseline-store.ts";
import { takeInventory } from "../inventory/take-inventory.ts";
import { readAccountStacks } from "../stacks/read-account-stacks.ts";

export interface RecordBaselineOptions {
  pool: Pool;
  account: PoolAccount;
  settings: CleaningSettings;
  baselines: BaselineStore;
  runId: string;
  /** Who records it, for people. */
  holder: string;
  /** How long the lease lasts without a heartbeat, ms. */
  leaseMs: number;
  signal: AbortSignal;
  clock: Clock;
}

/**
 * Records what is in an account as what belongs there, under a lease of its own: from now on cleaning leaves it alone,
 * and removes what is added. The account goes back as it was.
 * @returns how many things there are.
 * @throws RegattaError ACCOUNT_BUSY when it is held or disabled; BASELINE_WITH_STACKS while stacks are there that cleaning
 * would delete; as opening a session and taking the inventory do.
 */
export async function recordBaseline(options: RecordBaselineOptions): Promise<number> {
  const { account, baselines, holder } = options;
  const held = await takeIt(options);
  held.startHeartbeat();
  try {
    const signal = followed(held.signal, options.signal);
    return await withContext({ ...options, signal, onEvent: () => undefined }, async (context) => {
      const stacks = await readAccountStacks(context.clients.cloudFormation, context.keep);
      const unprotected = stacks.map(({ name }) => name).filter((name) => !context.keep(name));
      if (unprotected.length > 0) throw withStacks(account, unprotected);
      const inventory = await takeInventory(context);
      signal.throwIfAborted();
      await baselines.record(account, inventory, holder);
      return inventory.resources.length;
    });
  } finally {
    await held.giveBack();
  }
}

async function takeIt({ pool, account, runId, holder, leaseMs: durationMs }: RecordBaselineOptions) {
  const request = { runId, holder, durationMs };
  if (account.state === "dirty" || account.state === "quarantined") {
    const result = await pool.startCleaning({ ...request, account, evenEarly: true });
    if (result.kind !== "cleaning") throw busy(account);
    const { cleaning } = result;
    const giveBack = () => cleaning.giveUp(account.reason ?? "its baseline was recorded");
    return { signal: cleaning.signal, startHeartbeat: () => cleaning.startHeartbeat(), giveBack };
  }
  const result = await pool.acquire({ ...request, only: [accountKey(account)] });
  if (result.kind !== "leased") throw busy(account);
  const { lease } = result;
  return {
    signal: lease.signal,
    startHeartbeat: () => lease.startHeartbeat(),
    giveBack: () => lease.release(),
  };
}

function busy(account: PoolAccount): RegattaError {
  return new RegattaError(`The account ${accountKey(account)} is ${account.state}; nothing was recorded.`, {
    code: "ACCOUNT_BUSY",
    source: "user",
    account: accountKey(account),
    nextStep: "Try again when it is idle.",
  });
}

function withStacks(account: PoolAccount, names: readonly string[]): RegattaError {
  return new RegattaError(
    `In ${accountKey(account)} there are stacks that cleaning would delete: ${namesOf(names)}.`,
    {
      code: "BASELINE_WITH_STACKS",
      source: "user",
      account: accountKey(account),
      nextStep: "Clean it first, or name them in cleaning.protectedStacks if they are to stay.",
    },
  );
}
