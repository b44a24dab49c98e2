import { strict as assert } from "node:assert";
import type { PoolAccount } from "@regatta/accounts";
import type { Seen } from "../command-case.ts";
import type { DocsWorld } from "../docs-world.ts";
import { accountIds } from "../words.ts";

const ANNA = "210000000005";

/** Fills the pool, with Anna's account if the arguments name it. */
export async function fillPool(docs: DocsWorld, args: string[]): Promise<void> {
  await docs.fillPool();
  if (args.includes("anna")) await docs.nameAccount();
}

/** The accounts that arguments name, by id or by name. */
export function idsIn(args: string[]): string[] {
  return [...accountIds(args), ...(args.includes("anna") ? [ANNA] : [])];
}

/** The accounts that arguments name by id, as they are now. */
export function named({ docs, args }: Pick<Seen, "docs" | "args">): Promise<PoolAccount[]> {
  return Promise.all(accountIds(args).map((id) => docs.account(id)));
}

/** @throws AssertionError unless all accounts that are named, and at least one, are in that state. */
export async function assertStates(
  seen: Pick<Seen, "docs" | "args">,
  state: PoolAccount["state"],
): Promise<void> {
  const accounts = await named(seen);
  assert(accounts.length > 0);
  assert.deepEqual(
    accounts.map((account) => account.state),
    accounts.map(() => state),
  );
}

/** Marks accounts dirty, as a run does. */
export async function makeDirty(docs: DocsWorld, ids: string[]): Promise<void> {
  const { pool } = docs.world;
  for (const id of ids) {
    const request = { holder: "test", reason: "x", durationMs: 60_000 };
    const held = await pool.takeByHand(await docs.account(id), request);
    await pool.endSeenLease(held, { to: "dirty", by: "test", reason: "search/reindex.test.ts timed out" });
  }
}
