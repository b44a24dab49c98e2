import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { CleaningLease } from "../lease/cleaning-lease.ts";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import { type PoolTableForTest, startPoolTable, testAccount } from "../testing/start-pool-table.ts";
import type { Pool } from "./pool.ts";
import { dirtyAccounts, type StartCleaningOptions } from "./start-cleaning.ts";

let world: PoolTableForTest;
let pool: Pool;
beforeEach(async () => {
  world = await startPoolTable();
  await world.fill(1);
  pool = world.actor().pool;
});
afterEach(() => world.close());

const account = testAccount(1);
const cleaner = { account, runId: "c1", holder: "cleaner host", durationMs: 5 * MINUTE };

async function makeDirty(): Promise<void> {
  await (await leaseFor(pool, "r1")).markDirty("a file timed out");
}

async function clean(options: Partial<StartCleaningOptions> = {}): Promise<CleaningLease> {
  const result = await pool.startCleaning({ ...cleaner, ...options });
  if (result.kind === "cleaning") return result.cleaning;
  throw new Error(`not dirty but ${result.account?.state}`);
}

test("a dirty account is cleaned under a lease and then available with nothing deployed", async () => {
  await makeDirty();
  const cleaning = await clean();
  expect(await pool.list()).toMatchObject([
    { state: "cleaning", reason: "a file timed out", lease: { runId: "c1", epoch: cleaning.epoch } },
  ]);
  await cleaning.renew();
  expect(await cleaning.cleaned()).toEqual({ kind: "done" });
  const [clean_] = await pool.list();
  expect(clean_).toMatchObject({ state: "available", failures: 0, fingerprints: {} });
  expect([clean_?.reason, clean_?.lease]).toEqual([undefined, undefined]);
});

test("two cleaners never clean one account together, and one that is not dirty is left alone", async () => {
  expect(await pool.startCleaning(cleaner)).toMatchObject({
    kind: "not-dirty",
    account: { state: "available" },
  });
  await makeDirty();
  const results = await Promise.all([pool.startCleaning(cleaner), world.actor().pool.startCleaning(cleaner)]);
  expect(results.map(({ kind }) => kind).sort()).toEqual(["cleaning", "not-dirty"]);
  for (const result of results) if (result.kind === "cleaning") result.cleaning.abandon();
  expect(await pool.startCleaning({ ...cleaner, account: testAccount(9) })).toEqual({
    kind: "not-dirty",
    account: undefined,
  });
});

test("an account that cannot be cleaned is quarantined after the number of failures given", async () => {
  await makeDirty();
  await (await clean({ quarantineAfter: 2 })).failed("a bucket is not empty");
  expect(await pool.list()).toMatchObject([{ state: "dirty", failures: 1, reason: "a bucket is not empty" }]);
  await (await clean({ quarantineAfter: 2 })).failed("still not empty");
  expect(await pool.list()).toMatchObject([{ state: "quarantined", failures: 2, reason: "still not empty" }]);
  expect(await pool.startCleaning(cleaner)).toMatchObject({ kind: "not-dirty" });
  await pool.reset(account, { by: "ada", reason: "emptied by hand" });
  expect(await pool.list()).toMatchObject([{ state: "dirty", failures: 0, reason: "emptied by hand" }]);
});

test("a cleaning given up, or a cleaner that died, leaves the account dirty and counts no failure", async () => {
  await makeDirty();
  await (await clean()).giveUp("interrupted");
  expect(await pool.list()).toMatchObject([{ state: "dirty", failures: 0, reason: "interrupted" }]);
  (await clean()).abandon();
  await world.pass(6 * MINUTE);
  expect(await pool.reap()).toMatchObject([
    { state: "dirty", failures: 0, reason: expect.stringContaining("the cleaning by run c1") },
  ]);
});

test("an account whose cleaning failed is left alone for a while, quarantined for a day, and then tried again", async () => {
  await makeDirty();
  const often = { quarantineAfter: 2, retryMs: 10 * MINUTE };
  await (await clean(often)).failed("a bucket is not empty");
  const [failed] = await pool.list();
  expect(failed).toMatchObject({ state: "dirty", cleanAfter: expect.any(Number) });
  expect(await pool.startCleaning(cleaner)).toMatchObject({ kind: "not-dirty" });
  expect(dirtyAccounts(await pool.list(), pool.serverNow())).toEqual([]);
  await world.pass(11 * MINUTE);
  await (await clean(often)).failed("still not empty");
  expect(await pool.list()).toMatchObject([{ state: "quarantined" }]);
  await world.pass(23 * 60 * MINUTE);
  expect(await pool.startCleaning(cleaner)).toMatchObject({ kind: "not-dirty" });
  await world.pass(61 * MINUTE);
  expect(dirtyAccounts(await pool.list(), pool.serverNow())).toHaveLength(1);
  await (await clean(often)).failed("not today either");
  expect(await pool.list()).toMatchObject([{ state: "quarantined", failures: 3 }]);
  await (await clean({ evenEarly: true })).cleaned();
  const [cleaned] = await pool.list();
  expect([cleaned?.state, cleaned?.cleanAfter]).toEqual(["available", undefined]);
});

test("an account that waits for time to pass is parked without a failure, but not for ever", async () => {
  await makeDirty();
  const parked = (await clean()).park("replicas of an edge function", 60 * MINUTE);
  expect(await parked).toEqual({ kind: "done" });
  expect(await pool.list()).toMatchObject([{ state: "dirty", failures: 0, parkedSince: expect.any(Number) }]);
  expect(await pool.startCleaning(cleaner)).toMatchObject({ kind: "not-dirty" });
  await world.pass(13 * 60 * MINUTE);
  const reason = "after half a day of waiting still: replicas of an edge function";
  const tooLong = (await clean()).park("replicas of an edge function", 60 * MINUTE);
  expect(await tooLong).toEqual({ kind: "failed", reason });
  const [account] = await pool.list();
  expect([account?.failures, account?.reason, account?.parkedSince]).toEqual([1, reason, undefined]);
});

test("who vanished while holding an account is known until it is clean", async () => {
  const lease = await leaseFor(pool, "r1");
  lease.abandon();
  await world.pass(6 * MINUTE);
  await pool.reap();
  (await clean()).abandon();
  await world.pass(6 * MINUTE);
  await pool.reap();
  expect((await pool.list())[0]?.vanished).toEqual({ r1: lease.account.lease?.holder, c1: "cleaner host" });
  await (await clean()).cleaned();
  expect((await pool.list())[0]?.vanished).toBeUndefined();
});

test("a cleaning that succeeded forgets the failures before it", async () => {
  await makeDirty();
  await (await clean()).failed("x");
  await (await clean()).cleaned({ base: "f0" });
  expect(await pool.list()).toMatchObject([
    { state: "available", failures: 0, fingerprints: { base: "f0" } },
  ]);
});

test("the account that has been dirty longest comes first", async () => {
  const other = { ...account, changedAt: 1, state: "dirty" } as never;
  const [now] = await pool.list();
  expect(dirtyAccounts([{ ...(now as object), state: "dirty" } as never, other], 0)[0]).toBe(other);
});
