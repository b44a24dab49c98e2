import { expect, test } from "@jest/globals";
import { accountKey, type Pool, type PoolAccount } from "@regatta/accounts";
import { WarmTargets } from "./warm-targets.ts";

/** A pool of accounts that are cold, warm, of someone's own, or in use. */
function poolOf(...kinds: Array<"cold" | "warm" | "own" | "leased">) {
  const accounts = kinds.map((kind, i) => ({
    id: String(210_000_000_001 + i),
    region: "eu-west-1",
    state: kind === "leased" ? "leased" : "available",
    fingerprints: { base: kind === "warm" ? "new" : "old" },
    ...(kind === "own" ? { name: "anna" } : {}),
  })) as unknown as PoolAccount[];
  const pool = { list: async () => accounts } as unknown as Pool;
  const costOf = ({ fingerprints }: PoolAccount) => (fingerprints.base === "new" ? 0 : 1_000);
  return { pool, costOf, keys: accounts.map(accountKey) };
}

test("only idle accounts of the pool that are cold are wished for; the first alone, after a success the others", async () => {
  const { keys, ...about } = poolOf("cold", "own", "warm", "leased", "cold", "cold");
  const targets = new WarmTargets({ ...about, leave: 1 });
  expect(await targets.wish()).toEqual({ count: 1, only: [keys[0], keys[4], keys[5]] });
  targets.taken(keys[0] ?? "");
  expect(await targets.wish()).toMatchObject({ count: 0 });
  expect(targets.isDone()).toBe(false);
  targets.ready();
  targets.gone(keys[0] ?? "");
  expect(await targets.wish()).toEqual({ count: 2, only: [keys[4], keys[5]] });
  expect(targets.isDone()).toBe(false);
});

test("with everything warm, or everything left to others, it is done", async () => {
  const warm = new WarmTargets({ ...poolOf("warm", "leased"), leave: 0 });
  await warm.wish();
  expect(warm.isDone()).toBe(true);
  const busy = new WarmTargets({ ...poolOf("cold", "cold"), leave: 2 });
  await busy.wish();
  expect(busy.isDone()).toBe(true);
});
