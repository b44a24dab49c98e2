import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { PoolAccount } from "../account.ts";
import type { Lease } from "../lease/lease.ts";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import { type PoolTableForTest, startPoolTable, testAccount } from "../testing/start-pool-table.ts";
import { Pool } from "./pool.ts";

let world: PoolTableForTest;
beforeEach(async () => {
  world = await startPoolTable();
});
afterEach(() => world.close());

test("a lease is taken, renewed and given back; every write adds 1 to the version", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  const lease = await leaseFor(pool, "r1");
  expect(lease.epoch).toBe(2);
  const [leased] = await pool.list();
  expect(leased).toMatchObject({
    state: "leased",
    version: 2,
    lease: { id: lease.id, runId: "r1", holder: "host of r1", epoch: 2 },
  });
  const before = leased?.lease?.expiresAt ?? 0;
  await world.pass(MINUTE);
  await lease.renew();
  const [renewed] = await pool.list();
  expect(renewed?.version).toBe(3);
  expect((renewed?.lease?.expiresAt ?? 0) - before).toBeGreaterThan(MINUTE - 2_000);

  expect(await lease.release({ orders: "f1" })).toEqual({ kind: "done" });
  const [free] = await pool.list();
  expect(free).toMatchObject({ state: "available", version: 4, fingerprints: { orders: "f1" } });
  expect(free?.lease).toBeUndefined();
  expect(free?.history.map(({ state, by, why }) => `${state}: ${why} (${by})`)).toEqual([
    "available: added to the pool (keeper)",
    "leased: leased by run r1 (host of r1)",
    "available: released by run r1 (host of r1)",
  ]);
  const again = await leaseFor(pool, "r2");
  expect(again.epoch).toBeGreaterThan(lease.epoch);
  again.abandon();
});

test("a lease lasts at least as long as asked, by the server's clock", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  await world.pass(900);
  const lease = await leaseFor(pool, "r1", { durationMs: 10_000 });
  expect(lease.account.lease?.expiresAt).toBeGreaterThanOrEqual(world.server.now() + 10_000);
  lease.abandon();
});

test("an account marked dirty keeps the reason and is leased no more", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  const lease = await leaseFor(pool, "r1");
  expect(await lease.markDirty("deploying orders failed")).toEqual({ kind: "done" });
  const result = await pool.acquire({ runId: "r2", holder: "h", durationMs: MINUTE });
  expect(result).toMatchObject({
    kind: "none",
    accounts: [{ state: "dirty", reason: "deploying orders failed" }],
  });
});

test("the history keeps the last ten changes", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  for (let run = 1; run <= 6; run++) await (await leaseFor(pool, `r${run}`)).release();
  const [account] = await pool.list();
  expect(account?.history.length).toBe(10);
  expect(account?.history[0]?.why).toBe("leased by run r2");
});

test("many accounts are leased with one look at the pool, each once", async () => {
  await world.fill(6);
  const { pool } = world.actor();
  world.gate.operations.length = 0;
  const leases = await pool.acquireMany({ runId: "r1", holder: "h", durationMs: MINUTE, count: 4 });
  expect(new Set(leases.map(({ account }) => account.id)).size).toBe(4);
  expect(world.gate.operations.filter((operation) => operation === "Query").length).toBe(1);
  const rest = await pool.acquireMany({ runId: "r2", holder: "h", durationMs: MINUTE, count: 4 });
  expect(rest.length).toBe(2);
  for (const lease of [...leases, ...rest]) lease.abandon();
});

test("the account that costs the least to get ready is preferred, and excluded ones are left", async () => {
  await world.fill(3);
  const { pool } = world.actor();
  const known = await leaseFor(pool, "r1");
  await known.release({ orders: "f1" });
  const costOf = ({ fingerprints }: PoolAccount) => (fingerprints.orders === "f1" ? 0 : 1_000);
  const again = await leaseFor(pool, "r2", { costOf });
  expect(again.account.id).toBe(known.account.id);
  await again.release();
  const exclude = [testAccount(1).id, `${testAccount(2).id}/eu-west-1`];
  const third = await leaseFor(pool, "r3", { costOf, exclude });
  expect(third.account.id).toBe(testAccount(3).id);
  third.abandon();
});

test("an account of someone's own is leased only by who asks for it, also when a deploy there failed", async () => {
  const { pool } = world.actor();
  await pool.add({ ...testAccount(1), name: "anna" });
  const { kind } = await pool.acquire({ runId: "r1", holder: "h", durationMs: MINUTE });
  expect(kind).toBe("none");
  const mine = await leaseFor(pool, "r2", { only: ["anna"] });
  expect(mine.account).toMatchObject({ id: testAccount(1).id, name: "anna" });
  await mine.markDirty("deploying orders failed");
  const again = await leaseFor(pool, "r3", { only: [testAccount(1).id] });
  await again.release();
  expect(await pool.list()).toMatchObject([{ state: "available", name: "anna" }]);
  expect((await pool.list())[0]?.reason).toBeUndefined();
});

test("a lost race takes the next account of the same look", async () => {
  await world.fill(2);
  const slow = world.actor({ random: () => 0 });
  const quick = world.actor({ random: () => 0 });
  const held: Lease[] = [];
  world.gate.before("UpdateItem", async () => held.push(await leaseFor(quick.pool, "quick")));
  world.gate.operations.length = 0;
  held.push(await leaseFor(slow.pool, "slow"));
  expect(held.map(({ account }) => account.id)).toEqual([testAccount(1).id, testAccount(2).id]);
  expect(world.gate.operations.filter((operation) => operation === "Query").length).toBe(2);
  for (const lease of held) lease.abandon();
});

test("pools of one table do not see each other", async () => {
  await world.fill(1);
  const { client, clock } = world.actor();
  const other = new Pool({ client, table: world.table, pool: "other", clock });
  expect(await other.list()).toEqual([]);
});

test("a pool larger than a page of DynamoDB's is read whole", async () => {
  await world.fill(30);
  const { pool } = world.actor();
  const fingerprints = Object.fromEntries(
    Array.from({ length: 600 }, (_, i) => [`service-${i}`, "f".repeat(64)]),
  );
  const leases = await pool.acquireMany({ runId: "r", holder: "h", durationMs: MINUTE, count: 30 });
  await Promise.all(leases.map((lease) => lease.release(fingerprints)));
  world.gate.operations.length = 0;
  expect((await pool.list()).length).toBe(30);
  expect(world.gate.operations.length).toBeGreaterThan(1);
});
