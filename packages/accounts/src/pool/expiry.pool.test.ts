import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import { type PoolTableForTest, startPoolTable } from "../testing/start-pool-table.ts";

let world: PoolTableForTest;
beforeEach(async () => {
  world = await startPoolTable();
});
afterEach(() => world.close());

const HOUR = 60 * MINUTE;

test("an expired lease becomes dirty, never available, with a reason that names run and holder", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  (await leaseFor(pool, "r1")).abandon();
  await world.pass(5 * MINUTE + 2_000);
  const reaped = await pool.reap();
  expect(reaped).toMatchObject([
    {
      state: "dirty",
      version: 3,
      reason: expect.stringMatching(/run r1, held by host of r1, ran out at 20/),
    },
  ]);
  expect(reaped[0]?.lease).toBeUndefined();
  expect(await pool.reap()).toEqual([]);
});

test("an acquire reaps what it sees and reports it among the accounts", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  (await leaseFor(pool, "r1")).abandon();
  await world.pass(6 * MINUTE);
  const result = await pool.acquire({ runId: "r2", holder: "h", durationMs: MINUTE });
  expect(result).toMatchObject({ kind: "none", accounts: [{ state: "dirty" }] });
});

test.each([
  ["5 hours ahead", 5 * HOUR],
  ["5 hours behind", -5 * HOUR],
])("a runner whose wall clock is %s neither steals a lease nor loses its own", async (_, wallClockOff) => {
  await world.fill(2);
  const right = world.actor();
  const wrong = world.actor({ wallClockOff });
  const theirs = await leaseFor(right.pool, "right");
  const own = await leaseFor(wrong.pool, "wrong");
  expect(await wrong.pool.reap()).toEqual([]);
  expect(await right.pool.reap()).toEqual([]);
  expect(Math.abs(wrong.pool.serverNow() - world.server.now())).toBeLessThanOrEqual(1_000);
  await world.pass(4 * MINUTE);
  await Promise.all([theirs.renew(), own.renew()]);
  await world.pass(4 * MINUTE);
  expect([...(await wrong.pool.reap()), ...(await right.pool.reap())]).toEqual([]);
  expect(await own.release()).toEqual({ kind: "done" });
  theirs.abandon();
  await world.pass(2 * MINUTE);
  expect((await wrong.pool.reap()).length).toBe(1);
});

test("the holder has stopped before anyone may reap, whenever in a second it took the lease", async () => {
  await world.fill(1);
  const holder = world.actor();
  const reaper = world.actor();
  for (const into of [0, 250, 500, 999]) {
    await world.pass(into);
    const lease = await leaseFor(holder.pool, "r1", { durationMs: 8_000 });
    while (!lease.signal.aborted) {
      expect(await reaper.pool.reap()).toEqual([]);
      await world.pass(250);
    }
    let waited = 0;
    while ((await reaper.pool.reap()).length === 0) {
      await world.pass(250);
      waited += 250;
    }
    expect(waited).toBeGreaterThanOrEqual(2_000);
    expect(world.server.now()).toBeGreaterThan(lease.account.lease?.expiresAt ?? Number.NaN);
    await reaper.pool.enable(lease.account, { by: "test", reason: "x" });
    const cleaning = await reaper.pool.startCleaning({
      account: lease.account,
      runId: "c",
      holder: "h",
      durationMs: MINUTE,
    });
    if (cleaning.kind === "cleaning") await cleaning.cleaning.cleaned();
  }
});

test("a heartbeat that comes between a reaper's look and its write saves the lease", async () => {
  await world.fill(1);
  const holder = world.actor();
  const reaper = world.actor();
  const lease = await leaseFor(holder.pool, "r1");
  // To the server the lease has run out; the holder's machine stood still.
  await world.server.advance(6 * MINUTE);
  world.gate.before("UpdateItem", () => lease.renew());
  expect(await reaper.pool.reap()).toEqual([]);
  expect(await reaper.pool.list()).toMatchObject([{ state: "leased", lease: { id: lease.id } }]);
  lease.abandon();
});

test("whoever lost a lease can neither renew nor give the account back", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  const sleeper = world.actor();
  const lease = await leaseFor(sleeper.pool, "r1");
  // The sleeper's machine stands still while the server's time goes on.
  await world.server.advance(6 * MINUTE);
  await pool.reap();
  await expect(lease.renew()).rejects.toMatchObject({
    code: "LEASE_LOST",
    message: expect.stringContaining("the account is now dirty, because the lease of run r1"),
  });
  expect(lease.signal.aborted).toBe(true);
  expect(await lease.release()).toEqual({ kind: "lost" });
  expect(await lease.markDirty("mine")).toEqual({ kind: "lost" });
  expect(await pool.list()).toMatchObject([{ state: "dirty", version: 3 }]);
});

test("a machine that slept renews for the full time once it knows the server's again", async () => {
  await world.fill(1);
  const other = world.actor();
  const sleeper = world.actor();
  const lease = await leaseFor(sleeper.pool, "r1");
  await world.server.advance(4 * MINUTE);
  await lease.renew();
  const [account] = await other.pool.list();
  expect(account?.lease?.expiresAt).toBeGreaterThanOrEqual(world.server.now() + 5 * MINUTE);
  lease.abandon();
});

test("a lease that had run out before it was made, as the machine slept over the look, is not handed out", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  // The look's answer waited for the machine to wake up; that of the write says what time it is.
  world.gate.now = () => world.server.now() - 6 * MINUTE;
  world.gate.rule = (operation) => {
    if (operation === "UpdateItem") world.gate.now = () => world.server.now();
    return "pass";
  };
  expect(await pool.acquire({ runId: "r1", holder: "h", durationMs: 5 * MINUTE })).toMatchObject({
    kind: "none",
  });
  await world.pass(2_000);
  expect(await pool.reap()).toMatchObject([{ state: "dirty" }]);
});

test("a hung connection does not outlive the lease", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  const lease = await leaseFor(pool, "r1", { durationMs: MINUTE });
  world.gate.rule = (operation) => (operation === "UpdateItem" ? "hang" : "pass");
  lease.startHeartbeat();
  const beat = world.gate.arrival("UpdateItem");
  await world.pass(25_000);
  await beat;
  await world.pass(20_000);
  expect(lease.signal.reason).toMatchObject({ code: "LEASE_LOST" });
});

test("one who fenced itself may still say that the account is dirty, but not that it is clean", async () => {
  await world.fill(1);
  const { pool } = world.actor();
  const lease = await leaseFor(pool, "r1", { durationMs: MINUTE });
  await world.pass(46_000);
  expect(lease.signal.aborted).toBe(true);
  expect(await lease.release()).toEqual({ kind: "lost" });
  expect(await lease.markDirty("its lease could not be renewed")).toEqual({ kind: "done" });
  expect(await pool.list()).toMatchObject([{ state: "dirty", reason: "its lease could not be renewed" }]);
});
