import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Lease } from "../lease/lease.ts";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import { type PoolTableForTest, startPoolTable, testAccount } from "../testing/start-pool-table.ts";

let world: PoolTableForTest;
beforeEach(async () => {
  world = await startPoolTable();
});
afterEach(() => world.close());

// More than the SDK's retries: the client gives up, and only a read can tell what happened.
const EVERY_TRY = 99;

test.each([
  ["once", 1],
  ["every time", EVERY_TRY],
])("an acquire whose answer is lost %s is one lease of one account", async (_, times) => {
  await world.fill(3);
  const { pool } = world.actor();
  world.gate.next("UpdateItem", "drop-answer", times);
  const lease = await leaseFor(pool, "r1");
  const leased = (await pool.list()).filter(({ state }) => state === "leased");
  expect(leased.map((account) => account.lease?.id)).toEqual([lease.id]);
  expect(leased[0]?.version).toBe(lease.epoch);
  lease.abandon();
});

test.each([
  ["released", "available", 1],
  ["released", "available", EVERY_TRY],
  ["marked dirty", "dirty", 1],
  ["marked dirty", "dirty", EVERY_TRY],
] as const)("an account %s (%s) is done although %i answers are lost", async (_, state, times) => {
  await world.fill(1);
  const { pool } = world.actor();
  const lease = await leaseFor(pool, "r1");
  world.gate.next("UpdateItem", "drop-answer", times);
  expect(await (state === "dirty" ? lease.markDirty("x") : lease.release())).toEqual({ kind: "done" });
  expect(await pool.list()).toMatchObject([{ state, version: 3 }]);
});

test("a release whose answer is lost is done even if the next holder already has the account", async () => {
  await world.fill(1);
  const first = world.actor();
  const second = world.actor();
  const lease = await leaseFor(first.pool, "r1");
  let taken: Lease | undefined;
  let writes = 0;
  world.gate.rule = async (operation) => {
    if (operation !== "UpdateItem") return "pass";
    writes++;
    if (writes === 1) return "drop-answer";
    if (writes === 2) taken = await leaseFor(second.pool, "r2");
    return "pass";
  };
  expect(await lease.release()).toEqual({ kind: "done" });
  const [account] = await second.pool.list();
  expect([account?.lease?.runId, account?.lease?.id]).toEqual(["r2", taken?.id]);
  taken?.abandon();
});

test("adding, reaping and renewing come out the same when the answer is lost", async () => {
  const { pool } = world.actor();
  world.gate.next("PutItem", "drop-answer");
  expect(await pool.add(testAccount(1))).toBe("added");
  expect(await pool.add(testAccount(1))).toBe("exists");
  const lease = await leaseFor(pool, "r1", { durationMs: MINUTE });
  world.gate.next("UpdateItem", "drop-answer");
  await lease.renew();
  expect(lease.signal.aborted).toBe(false);
  lease.abandon();
  await world.pass(2 * MINUTE);
  world.gate.next("UpdateItem", "drop-answer");
  expect(await pool.reap()).toMatchObject([{ state: "dirty" }]);
});

test("when the read that should settle it fails too, the first error is told and nobody holds a lease twice", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  world.gate.rule = (operation) => {
    if (operation === "UpdateItem") return "drop-answer";
    return operation === "GetItem" ? "lose-request" : "pass";
  };
  await expect(leaseFor(pool, "r1")).rejects.toMatchObject({ code: "AWS_UNREACHABLE" });
  world.gate.rule = () => "pass";
  await world.pass(6 * MINUTE);
  expect(await pool.reap()).toMatchObject([{ state: "dirty", reason: expect.stringContaining("run r1") }]);
});

test("a request that never arrived leaves the account as it was, and says that AWS could not be reached", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  world.gate.next("UpdateItem", "lose-request", EVERY_TRY);
  await expect(leaseFor(pool, "r1")).rejects.toMatchObject({ code: "AWS_UNREACHABLE" });
  world.gate.rule = () => "pass";
  expect(await pool.list()).toMatchObject([{ state: "available", version: 1 }]);
});

test("throttling is waited out", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  world.gate.next("UpdateItem", "throttle", 2);
  (await leaseFor(pool, "r1")).abandon();
});
