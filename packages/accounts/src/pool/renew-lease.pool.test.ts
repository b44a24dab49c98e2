import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Limit } from "../tell-limit.ts";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import { type PoolTableForTest, startPoolTable } from "../testing/start-pool-table.ts";
import { PoolTable } from "./pool-table.ts";
import { renewLease } from "./renew-lease.ts";

let world: PoolTableForTest;
beforeEach(async () => {
  world = await startPoolTable();
});
afterEach(() => world.close());

test("what a holder is doing rides on its renewals, and goes with the lease", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  const lease = await leaseFor(pool, "r1");
  world.gate.operations.length = 0;
  lease.doing("deploying orders");
  lease.doing("checkout.test.ts ".padEnd(200, "x"));
  expect(world.gate.operations).toEqual([]);
  await lease.renew();
  expect(world.gate.operations).toEqual(["UpdateItem"]);
  expect((await pool.list())[0]?.lease?.activity).toMatch(/^checkout\.test\.ts x{83}$/);
  let files = 0;
  lease.doing(() => `file ${++files}`);
  await lease.renew();
  await lease.renew();
  expect((await pool.list())[0]?.lease?.activity).toBe("file 2");
  await lease.release();
  const next = await leaseFor(pool, "r2");
  expect((await pool.list())[0]?.lease?.activity).toBeUndefined();
  next.abandon();
});

test("a renewal that arrives late does not take back what a later one gave", async () => {
  await world.fill(1);
  const holder = world.actor();
  const lease = await leaseFor(holder.pool, "r1", { durationMs: MINUTE });
  // Its clock stands still, so that it sends later what would have been sent now.
  const { client, clock } = world.actor();
  const late = new PoolTable({ client, table: world.table, pool: "test", clock, random: Math.random });
  await late.list();
  await world.server.advance(30_000);
  await holder.clock.advance(30_000);
  await lease.renew();
  const renewal = { account: lease.account, leaseId: lease.id, durationMs: MINUTE };
  const outcome = await renewLease(late, { ...renewal, signal: new AbortController().signal });
  expect(outcome).toMatchObject({ kind: "renewed" });
  const [account] = await holder.pool.list();
  expect(account?.lease?.expiresAt).toBeGreaterThanOrEqual(world.server.now() + MINUTE);
  lease.abandon();
});

test("a heartbeat that fails tells how long the account is good for, and one that succeeds that it is as good as ever", async () => {
  await world.fill(1);
  // Heartbeats come exactly after a third of the lease, and again 5 s after a failure: were one under way while time
  // passes, it would run into its own limit by chance.
  const holder = world.actor({ random: () => 0.5 });
  const lease = await leaseFor(holder.pool, "r1", { durationMs: 5 * MINUTE });
  let heard: (limit: Limit | undefined) => void = () => undefined;
  const next = () =>
    new Promise<Limit | undefined>((resolve) => {
      heard = resolve;
    });
  lease.watchLimit((limit) => heard(limit));
  lease.startHeartbeat();
  world.gate.rule = (operation) => (operation === "UpdateItem" ? "lose-request" : "pass");
  const limited = next();
  await world.pass(100_000);
  const limit = await limited;
  expect(limit?.reason).toMatch(/^its lease could not be renewed: /);
  // 15 s before its end it is given up.
  expect(limit?.endsInMs).toBe(285_000 - 100_000);
  expect(lease.signal.aborted).toBe(false);
  world.gate.rule = () => "pass";
  const lifted = next();
  // Its next wait begins just after it has told.
  await new Promise((resolve) => setImmediate(resolve));
  await world.pass(5_000);
  expect(await lifted).toBeUndefined();
  lease.abandon();
});
