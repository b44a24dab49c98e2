import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { layMarker } from "../testing/marker.ts";
import { runHolders } from "../testing/run-holders.ts";
import { type PoolTableForTest, REGION, startPoolTable, testAccount } from "../testing/start-pool-table.ts";
import { Pool } from "./pool.ts";

const ACCOUNTS = 5;
let world: PoolTableForTest;
beforeAll(async () => {
  world = await startPoolTable();
  world.keepRealTime();
});
afterAll(() => world.close());

let pools = 0;

/** A fresh pool of 5 accounts, with their markers. */
async function freshPool(): Promise<string> {
  const name = `pool-${pools++}`;
  const { client } = world.actor();
  const pool = new Pool({ client, table: world.table, pool: name });
  for (let i = 1; i <= ACCOUNTS; i++) {
    await pool.add(testAccount(i));
    await layMarker(client, world.table, testAccount(i));
  }
  return name;
}

const order = {
  table: "",
  pool: "",
  region: REGION,
  durationMs: 60_000,
  rounds: 4,
  looks: 600,
  reckless: false,
};

test("20 processes on 5 accounts never hold one together", async () => {
  const pool = await freshPool();
  const reports = await runHolders({
    ...order,
    table: world.table,
    pool,
    processes: 20,
    env: world.env,
    endpoint: world.endpoint,
  });
  expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  expect(reports.map(({ rounds }) => rounds)).toEqual(Array.from({ length: 20 }, () => 4));
  const accounts = await new Pool({ client: world.actor().client, table: world.table, pool }).list();
  expect(accounts.map(({ state }) => state)).toEqual(Array.from({ length: ACCOUNTS }, () => "available"));
}, 120_000);

test("the same check notices processes that take accounts without the condition", async () => {
  const reports = await runHolders({
    ...order,
    reckless: true,
    table: world.table,
    pool: await freshPool(),
    processes: 6,
    env: world.env,
    endpoint: world.endpoint,
  });
  expect(reports.flatMap(({ violations }) => violations).length).toBeGreaterThan(0);
}, 120_000);
