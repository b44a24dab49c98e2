import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import {
  type Actor,
  type PoolTableForTest,
  startPoolTable,
  testAccount,
} from "../testing/start-pool-table.ts";

let world: PoolTableForTest;
let ada: Actor;
beforeEach(async () => {
  world = await startPoolTable();
  await world.fill(1);
  ada = world.actor();
});
afterEach(() => world.close());

const account = testAccount(1);
const wanted = { holder: "ada@desk", reason: "why does it fail?", durationMs: 60 * MINUTE };
const now = async () => (await ada.pool.list())[0] as NonNullable<Awaited<ReturnType<typeof ada.pool.get>>>;

test("an available account held by hand ends as its holder says: as it was, or dirty", async () => {
  const held = await ada.pool.takeByHand(account, wanted);
  expect(held).toMatchObject({ state: "leased", lease: { holder: "ada@desk", byHand: wanted.reason } });
  await expect(ada.pool.takeByHand(account, wanted)).rejects.toMatchObject({
    code: "ACCOUNT_BUSY",
    message: expect.stringContaining("leased by ada@desk by hand (why does it fail?) until 2"),
  });
  const clean = { to: "available", by: "ada@desk", reason: "nothing was changed" } as const;
  expect(await ada.pool.endSeenLease(held, clean)).toMatchObject({ state: "available" });
  expect((await now()).lease).toBeUndefined();

  const again = await ada.pool.takeByHand(account, wanted);
  await expect(ada.pool.endSeenLease(held, { ...clean, to: "dirty" })).rejects.toMatchObject({
    code: "ACCOUNT_BUSY",
  });
  await ada.pool.endSeenLease(again, { to: "dirty", by: "ada@desk", reason: "deleted a table" });
  expect(await now()).toMatchObject({ state: "dirty", reason: "deleted a table" });
});

test("what was dirty when it was taken, or was a run's, or ran out, is not available by anyone's word", async () => {
  const clean = { to: "available", by: "ada", reason: "as it was" } as const;
  const run = await leaseFor(ada.pool, "r1");
  await expect(ada.pool.endSeenLease(await now(), clean)).rejects.toMatchObject({
    code: "ACCOUNT_NOT_CLEAN",
  });
  await run.markDirty("orders.test.ts timed out");
  const held = await ada.pool.takeByHand(account, wanted);
  await expect(ada.pool.endSeenLease(held, clean)).rejects.toMatchObject({
    code: "ACCOUNT_NOT_CLEAN",
    message: expect.stringContaining("orders.test.ts timed out"),
  });
  await world.pass(61 * MINUTE);
  expect(await ada.pool.get(account)).toMatchObject({
    state: "dirty",
    reason: expect.stringMatching(
      /^ada@desk held it by hand until .*\(why does it fail\?\); before that: orders/,
    ),
  });
});

test("a lease by hand is held on to, and taken over by somebody else", async () => {
  const held = await ada.pool.takeByHand(account, { ...wanted, durationMs: 5 * MINUTE });
  const longer = await ada.pool.holdOn(held, wanted);
  expect(longer.lease?.id).toBe(held.lease?.id);
  await world.pass(6 * MINUTE);
  expect(await ada.pool.reap()).toEqual([]);
  const bens = await ada.pool.takeOver(longer, { ...wanted, holder: "ben@desk" });
  expect(bens).toMatchObject({ lease: { holder: "ben@desk", epoch: bens.version } });
  await expect(ada.pool.holdOn(longer, wanted)).rejects.toMatchObject({ code: "ACCOUNT_BUSY" });
  const run = await ada.pool.endSeenLease(bens, { to: "available", by: "ben", reason: "as it was" });
  await leaseFor(ada.pool, "r1");
  await expect(ada.pool.takeOver(await now(), wanted)).rejects.toMatchObject({ code: "ACCOUNT_BUSY" });
  expect(run.state).toBe("available");
});

test("a run leaves its account to a person, and no late heartbeat of it comes in between", async () => {
  const lease = await leaseFor(ada.pool, "r1");
  const held = await lease.hold({ ...wanted, dirtyBecause: "the deploy of orders failed" });
  expect(held).toMatchObject({
    kind: "held",
    account: { lease: { runId: "r1", byHand: wanted.reason }, reason: "the deploy of orders failed" },
  });
  await world.pass(59 * MINUTE);
  expect(await ada.pool.reap()).toEqual([]);
  expect(await lease.release()).toEqual({ kind: "lost" });
  await expect(
    ada.pool.endSeenLease(await now(), { to: "available", by: "ada", reason: "x" }),
  ).rejects.toMatchObject({
    code: "ACCOUNT_NOT_CLEAN",
    message: expect.stringContaining("a run worked there"),
  });
  await world.pass(2 * MINUTE);
  expect(await ada.pool.reap()).toMatchObject([{ state: "dirty" }]);
});

test("the lease of a run that is taken away is lost to it at its next renewal", async () => {
  const lease = await leaseFor(ada.pool, "r1");
  await ada.pool.endSeenLease(await now(), { to: "dirty", by: "ada", reason: "it hangs" });
  expect(await now()).toMatchObject({ state: "dirty", vanished: { r1: "host of r1" } });
  await expect(lease.renew()).rejects.toMatchObject({
    code: "LEASE_LOST",
    message: expect.stringContaining("it hangs"),
  });
  expect(lease.signal.aborted).toBe(true);
});

test("who works under a lease by hand is cut off before its end, and when it is ended elsewhere", async () => {
  const held = await ada.pool.takeByHand(account, { ...wanted, durationMs: 2 * MINUTE });
  const ending = ada.pool.follow(held);
  expect(ending.leftMs).toBeGreaterThan(100_000);
  const cut = new Promise((resolve) => ending.signal.addEventListener("abort", resolve, { once: true }));
  for (let i = 0; i < 12 && !ending.signal.aborted; i++) {
    await world.pass(10_000);
    await ada.pool.list();
  }
  await cut;
  expect(ending.signal.reason).toMatchObject({ message: expect.stringContaining("its time is up") });
  expect((await now()).lease?.expiresAt).toBeGreaterThan(world.server.now());

  const followed = ada.pool.follow(await ada.pool.holdOn(await now(), wanted));
  await ada.pool.endSeenLease(await now(), { to: "dirty", by: "ben", reason: "needed elsewhere" });
  const gone = new Promise((resolve) => followed.signal.addEventListener("abort", resolve, { once: true }));
  await world.pass(16_000);
  await gone;
  expect(followed.signal.reason).toMatchObject({ message: expect.stringContaining("needed elsewhere") });
});

test("a quarantined account is reset, a disabled one is not", async () => {
  await (await leaseFor(ada.pool, "r1")).markDirty("x");
  const cleaning = await ada.pool.startCleaning({
    account,
    runId: "c",
    holder: "h",
    durationMs: MINUTE,
    quarantineAfter: 1,
  });
  if (cleaning.kind === "cleaning") await cleaning.cleaning.failed("a bucket is not empty");
  const why = { by: "ada", reason: "emptied it by hand" };
  expect(await ada.pool.enable(account, why)).toMatchObject({ state: "quarantined" });
  expect(await ada.pool.reset(account, why)).toMatchObject({
    state: "dirty",
    failures: 0,
    reason: why.reason,
  });
  await ada.pool.disable(account, why);
  expect(await ada.pool.reset(account, why)).toMatchObject({ state: "disabled" });
});
