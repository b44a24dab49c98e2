import { devNull } from "node:os";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { createDynamoDBClient } from "../aws/dynamodb-client.ts";
import { MINUTE } from "../testing/lease-for.ts";
import { testAccount } from "../testing/start-pool-table.ts";
import { Pool } from "./pool.ts";

let aws: LocalAws;
let pool: Pool;
const before = { ...process.env };
const client = () => createDynamoDBClient();
beforeEach(async () => {
  aws = await startLocalAws({ accounts: 1 });
  Object.assign(process.env, aws.env);
  pool = new Pool({ client: client(), table: "regatta", pool: "default" });
  await pool.createTable();
  for (let i = 1; i <= 3; i++) await pool.add(testAccount(i));
});
afterEach(async () => {
  process.env = { ...before };
  await aws.close();
});

const order = { runId: "r1", holder: "h", durationMs: 5 * MINUTE };

test("without any credentials the user is told where they may come from", async () => {
  for (const name of Object.keys(process.env))
    if (/^AWS_.*(KEY|TOKEN|PROFILE)/.test(name)) delete process.env[name];
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  });
  const stranger = new Pool({ client: client(), table: "regatta", pool: "default" });
  await expect(stranger.list()).rejects.toMatchObject({
    code: "NO_CREDENTIALS",
    source: "user",
    nextStep: expect.stringContaining("AWS_PROFILE"),
  });
});

test("a refused permission is named as IAM calls it", async () => {
  aws.faults.add({ service: "dynamodb", operation: "UpdateItem", kind: { kind: "access-denied" } });
  await expect(pool.acquire(order)).rejects.toMatchObject({
    code: "ACCESS_DENIED",
    nextStep: expect.stringContaining("dynamodb:UpdateItem on table regatta"),
  });
  expect((await pool.list()).map(({ state }) => state)).toEqual(["available", "available", "available"]);
});

test("when AWS fails while several are leased, those that were had are handed out", async () => {
  aws.faults.add({ service: "dynamodb", operation: "UpdateItem", times: 1, kind: { kind: "access-denied" } });
  const leases = await pool.acquireMany({ ...order, count: 3 });
  expect(leases.length).toBe(2);
  const leased = (await pool.list()).filter(({ state }) => state === "leased");
  expect(new Set(leased.map(({ lease }) => lease?.id))).toEqual(new Set(leases.map(({ id }) => id)));
  for (const lease of leases) expect(await lease.release()).toEqual({ kind: "done" });
});

test("heartbeats keep a real lease until it is given back", async () => {
  const result = await pool.acquire({ ...order, durationMs: 3_000 });
  if (result.kind !== "leased") throw new Error("nothing to lease");
  const { lease } = result;
  aws.requests.clear();
  lease.startHeartbeat();
  await aws.requests.waitFor({ service: "dynamodb", operation: "UpdateItem" }, 4);
  expect(lease.signal.aborted).toBe(false);
  expect(await pool.reap()).toEqual([]);
  expect(await lease.release()).toEqual({ kind: "done" });
}, 20_000);
