import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoDBClient } from "../aws/dynamodb-client.ts";
import { Pool } from "../pool/pool.ts";
import { AccountJudge, openAccount } from "../testing/account-judge.ts";
import { type DynamoDBEndpoint, dynamoDBEndpoint } from "../testing/dynamodb-endpoint.ts";
import { chaos } from "./chaos.ts";

const region = "eu-west-1";
let dynamodb: DynamoDBEndpoint;
beforeAll(async () => {
  dynamodb = await dynamoDBEndpoint(Date.now);
  Object.assign(process.env, dynamodb.env);
});
afterAll(() => dynamodb.close());

test("the judge lets one in at a time, by a growing epoch, into a tidy place", async () => {
  const client = createDynamoDBClient({ region, endpoint: dynamodb.url });
  const table = `chaos-${randomUUID()}`;
  await new Pool({ client, table, pool: "judged" }).createTable();
  const account = { id: "210000000001", region };
  await openAccount(client, table, account);
  const judge = (leaseId: string, epoch: number) =>
    new AccountJudge({ client, table, account, leaseId, epoch });
  const [first, second, cleaner, late] = [judge("a", 1), judge("b", 2), judge("c", 3), judge("d", 2)];

  expect(await first.enter()).toBeUndefined();
  expect(await first.enter()).toBeUndefined();
  expect(await second.enter()).toBe("lease a is inside, the last epoch is 1, the place is untidy");
  expect(await cleaner.enterToClean()).toBeUndefined();
  expect([await first.act(), await first.leave("tidy"), await cleaner.act()]).toEqual([false, false, true]);
  expect([await cleaner.leave("untidy"), await cleaner.leave("untidy")]).toEqual([true, true]);
  expect(await judge("e", 4).enter()).toBe("nobody is inside, the last epoch is 3, the place is untidy");
  expect(await late.enterToClean()).toContain("the last epoch is 3");
  client.destroy();
}, 60_000);

test("processes that are killed and stopped never meet in an account, and every account comes back", async () => {
  const report = await chaos({
    endpoint: dynamodb.url,
    env: dynamodb.env,
    region,
    table: `chaos-${randomUUID()}`,
    holders: 4,
    cleaners: 1,
    accounts: 3,
    leaseMs: 2_000,
    blowEveryMs: 1_500,
    durationMs: 0,
    until: ({ counts, kills, stops }) => (counts.leases ?? 0) >= 3 && kills > 0 && stops > 0,
  });
  expect(report.violations).toEqual([]);
  expect(report.lost).toEqual([]);
}, 120_000);
