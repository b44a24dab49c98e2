import type { Pool } from "@regatta/accounts";

/** Has the cleaning of an available or dirty account fail, once and for good. */
export async function quarantine(pool: Pool, id: string, reason: string): Promise<void> {
  const account = (await pool.list()).find((one) => one.id === id);
  if (!account) throw new Error(`the pool has no account ${id}`);
  const common = { runId: "cleaner", holder: "cleaner", durationMs: 60_000 };
  if (account.state === "available") {
    const held = await pool.takeByHand(account, { holder: "test", reason: "x", durationMs: 60_000 });
    await pool.endSeenLease(held, { to: "dirty", by: "test", reason });
  }
  const cleaning = await pool.startCleaning({ ...common, account, quarantineAfter: 1 });
  if (cleaning.kind !== "cleaning") throw new Error(`${id} is not dirty`);
  await cleaning.cleaning.failed(reason);
}
