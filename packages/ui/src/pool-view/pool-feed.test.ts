import { expect, test } from "@jest/globals";
import type { PoolAccount } from "@regatta/accounts";
import { ManualClock } from "@regatta/foundation";
import { everyMsFor, poolFeed } from "./pool-feed.ts";
import type { PoolView } from "./pool-view.ts";

const HOUR = 3_600_000;

function accountOf(n: number, change: Partial<PoolAccount> = {}): PoolAccount {
  const id = String(210_000_000_000 + n);
  return {
    id,
    region: "eu-west-1",
    state: "available",
    version: 7,
    roleArn: `arn:aws:iam::${id}:role/RegattaTest`,
    externalId: "our-tests",
    changedAt: HOUR,
    fingerprints: { orders: "aa11" },
    failures: 0,
    history: [{ id: "h1", at: HOUR, by: "ada@desk", state: "available", why: "added to the pool" }],
    ...change,
  };
}

/** A feed of a pool that the test makes up. */
function watched({ readUnits = 3 } = {}) {
  const clock = new ManualClock();
  const pool = { accounts: [accountOf(1), accountOf(2)], looks: 0 };
  const feed = poolFeed(
    {
      table: "regatta",
      pool: "default",
      glance: async () => ({ accounts: pool.accounts, line: [], now: ++pool.looks + HOUR, readUnits }),
      findingsOf: async () => [],
      nextSteps: ({ state }) => [{ command: `regatta ${state}`, what: "something" }],
    },
    clock,
  );
  const look = feed.open(new URLSearchParams(), new AbortController().signal) as () => Promise<PoolView>;
  return { clock, pool, look };
}

const one = "210000000001/eu-west-1";

test("a look tells all that is known of an account, but not what lets anybody in", async () => {
  const { pool, look } = watched();
  pool.accounts = [
    accountOf(1, {
      state: "leased",
      lease: {
        id: "secret",
        holder: "ada@desk",
        runId: "r1",
        epoch: 7,
        acquiredAt: HOUR,
        expiresAt: 2 * HOUR,
      },
    }),
  ];
  const view = await look();
  expect(Object.keys(view.accounts)).toEqual([one]);
  expect(view.accounts[one]).toMatchObject({
    state: "leased",
    since: HOUR,
    deployed: expect.stringMatching(/^1 · [0-9a-f]{7}$/),
    lease: { who: "run r1 (ada@desk)", isByHand: false, expiresAt: 2 * HOUR },
    history: [{ at: HOUR, by: "ada@desk", state: "available", why: "added to the pool" }],
    next: [{ command: "regatta leased", what: "something" }],
  });
  expect(JSON.stringify(view)).not.toMatch(/our-tests|secret/);
});

test("what did not change is the same object, and no account goes back to an older version", async () => {
  const { clock, pool, look } = watched();
  const before = await look();
  pool.accounts = [
    accountOf(1, { version: 6, state: "leased" }),
    accountOf(2, { version: 8, state: "dirty" }),
  ];
  await clock.advance(5_000);
  const after = await look();
  expect(after.now).toBeGreaterThan(before.now);
  expect(after.accounts[one]).toBe(before.accounts[one]);
  expect(after.accounts["210000000002/eu-west-1"]).toMatchObject({ state: "dirty" });
  // Removed, and added again.
  pool.accounts = [accountOf(1, { version: 1, changedAt: 2 * HOUR })];
  await clock.advance(5_000);
  expect((await look()).accounts).toEqual({ [one]: expect.objectContaining({ version: 1 }) });
});

test("a look that costs much is not made again at once", async () => {
  expect([0, 3, 500, 630, 3_000, 90_000].map(everyMsFor)).toEqual([
    5_000, 5_000, 5_000, 6_300, 30_000, 60_000,
  ]);
  const { clock, pool, look } = watched({ readUnits: 1_000 });
  const first = await look();
  await clock.advance(5_000);
  expect(await look()).toBe(first);
  await clock.advance(5_000);
  expect(await look()).not.toBe(first);
  expect(pool.looks).toBe(2);
});
