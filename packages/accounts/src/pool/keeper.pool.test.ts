import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { leaseFor, MINUTE } from "../testing/lease-for.ts";
import { type PoolTableForTest, REGION, startPoolTable, testAccount } from "../testing/start-pool-table.ts";
import { Pool } from "./pool.ts";

let world: PoolTableForTest;
let pool: Pool;
beforeEach(async () => {
  world = await startPoolTable();
  pool = world.actor().pool;
});
afterEach(() => world.close());

const account = testAccount(1);
const ada = { by: "ada", reason: "its quota is being raised" };

test("creating the table and adding accounts can be done again without harm", async () => {
  expect(await pool.createTable()).toBe("exists");
  expect(await pool.add(account)).toBe("added");
  await (await leaseFor(pool, "r1")).release({ orders: "f1" });
  expect(await pool.add({ ...account, externalId: "another" })).toBe("exists");
  expect(await pool.list()).toMatchObject([{ externalId: "regatta-demo", version: 3 }]);
});

test("one account id in two regions is two accounts", async () => {
  await pool.add(account);
  await pool.add({ ...account, region: "us-east-1" });
  expect((await pool.list()).map(({ region }) => region)).toEqual([REGION, "us-east-1"]);
});

test("a glance shows what a look shows, and says that it cost half of it", async () => {
  await world.fill(30);
  await leaseFor(pool, "r1");
  const { accounts, line, readUnits } = await pool.glance();
  expect({ accounts, line }).toEqual(await pool.readLine());
  expect(accounts).toHaveLength(30);
  // 30 items of about half a KB, rounded up to 4 KB together, at half a unit for each 4 KB.
  expect(readUnits).toBeGreaterThan(0);
  expect(readUnits).toBeLessThanOrEqual(3);
});

test("what cannot be an account is refused and nothing is written", async () => {
  await expect(pool.add({ ...account, roleArn: "x" })).rejects.toMatchObject({ code: "INVALID_ACCOUNT" });
  expect(await pool.list()).toEqual([]);
});

test("a disabled account is not leased, and is enabled as what it was", async () => {
  await pool.add(account);
  expect(await pool.disable(account, ada)).toMatchObject({ state: "disabled", reason: ada.reason });
  expect(await pool.disable(account, ada)).toMatchObject({ version: 2 });
  expect(await pool.acquire({ runId: "r", holder: "h", durationMs: MINUTE })).toMatchObject({ kind: "none" });
  expect(await pool.enable(account, { by: "ada", reason: "raised" })).toMatchObject({ state: "available" });
  await (await leaseFor(pool, "r1")).markDirty("x");
  await pool.disable(account, ada);
  const enabled = await pool.enable(account, { by: "ada", reason: "raised" });
  expect(enabled).toMatchObject({ state: "dirty" });
  expect(enabled.disabledFrom).toBeUndefined();
});

test("a leased account cannot be disabled, one that is not there is said to be missing", async () => {
  await pool.add(account);
  const lease = await leaseFor(pool, "r1");
  await expect(pool.disable(account, ada)).rejects.toMatchObject({
    code: "ACCOUNT_BUSY",
    message: expect.stringContaining("leased by run r1 (host of r1)"),
  });
  await expect(pool.enable(testAccount(2), ada)).rejects.toMatchObject({ code: "ACCOUNT_NOT_FOUND" });
  await lease.release();
});

test("an idle account is removed, in whatever state; what is held, or changed since it was read, is not", async () => {
  await world.fill(2);
  const busy = expect.objectContaining({ code: "ACCOUNT_BUSY" });
  const lease = await leaseFor(pool, "r1");
  const [held] = (await pool.list()).filter(({ state }) => state === "leased");
  const [idle] = (await pool.list()).filter(({ state }) => state === "available");
  if (!held || !idle) throw new Error("nothing was leased");
  await expect(pool.remove(held)).rejects.toEqual(busy);
  await lease.markDirty("x");
  await expect(pool.remove({ ...held, lease: undefined } as never)).rejects.toEqual(busy);
  await pool.disable(idle, ada);
  for (const account of await pool.list()) await pool.remove(account);
  expect(await pool.list()).toEqual([]);
  await pool.remove(idle);
});

test.each([1, 99])(
  "an account is removed although %i answers are lost, and one added since then stays",
  async (times) => {
    await pool.add(account);
    await pool.disable(account, ada);
    const [seen] = await pool.list();
    if (!seen) throw new Error("it was not added");
    world.gate.next("DeleteItem", "drop-answer", times);
    await pool.remove(seen);
    await pool.add(account);
    await pool.remove(seen);
    expect(await pool.list()).toMatchObject([{ version: 1 }]);
  },
);

test("settings an emulator does not know are said to be unknown", async () => {
  const settings = await pool.keepSafe();
  for (const setting of Object.values(settings)) expect(["on", "unknown"]).toContain(setting);
  expect(await pool.settings()).toMatchObject({ pointInTimeRecovery: settings.pointInTimeRecovery });
});

test("a table that does not exist is said to be missing, with what to do", async () => {
  const { client } = world.actor();
  const missing = new Pool({ client, table: "no-such-table", pool: "test" });
  const error = expect.objectContaining({
    code: "TABLE_NOT_FOUND",
    nextStep: expect.stringContaining("regatta pool init"),
  });
  await expect(missing.list()).rejects.toEqual(error);
  await expect(missing.acquire({ runId: "r", holder: "h", durationMs: MINUTE })).rejects.toEqual(error);
  await expect(missing.add(account)).rejects.toEqual(error);
});

test("before anything was asked the server's time is not known", () => {
  expect(() => world.actor().pool.serverNow()).toThrow(expect.objectContaining({ code: "NO_SERVER_TIME" }));
});
