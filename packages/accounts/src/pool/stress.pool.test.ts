import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createDynamoDBClient } from "../aws/dynamodb-client.ts";
import { openAccount } from "../testing/account-judge.ts";
import type { GateRule } from "../testing/gate.ts";
import { type HolderReport, holdInRounds } from "../testing/holder-rounds.ts";
import { type PoolTableForTest, REGION, startPoolTable, testAccount } from "../testing/start-pool-table.ts";
import { withoutConditions } from "../testing/without-conditions.ts";
import { Pool } from "./pool.ts";

let world: PoolTableForTest;
beforeAll(async () => {
  world = await startPoolTable();
  world.keepRealTime();
});
afterAll(() => world.close());

let pools = 0;

interface Holders {
  holders: number;
  accounts: number;
  reckless?: boolean;
}

/** Many holders in this process, each with a client of its own, over the gate and whatever it does to them. */
async function stress({ holders, accounts, reckless = false }: Holders) {
  const name = `stress-${pools++}`;
  const past = createDynamoDBClient({ region: REGION, endpoint: world.endpoint });
  const keeper = new Pool({ client: past, table: world.table, pool: name });
  for (let i = 1; i <= accounts; i++) {
    await keeper.add(testAccount(i));
    await openAccount(past, world.table, testAccount(i));
  }
  const clients = Array.from({ length: holders }, () => {
    const client = createDynamoDBClient({ region: REGION, endpoint: world.gate.url });
    return reckless ? withoutConditions(client) : client;
  });
  const reports = await Promise.all(
    clients.map((client, i) => {
      const pool = new Pool({ client, table: world.table, pool: name });
      const limits = { rounds: 3, looks: 300, durationMs: 120_000 };
      return holdInRounds({ name: `r${i}`, pool, client: past, table: world.table, ...limits });
    }),
  );
  const after = await keeper.list();
  for (const client of [past, ...clients]) client.destroy();
  return { reports, after };
}

function violationsOf(reports: HolderReport[]): string[] {
  return reports.flatMap(({ violations }) => violations);
}

/** A rule that follows a plan, then lets everything pass. */
function planned(plan: readonly GateRule[]): () => GateRule {
  const rules = plan.values();
  return () => rules.next().value ?? "pass";
}

test("whatever answers are lost and requests refused, holders never meet and no account is lost", async () => {
  const rule = fc.constantFrom<GateRule>("pass", "pass", "pass", "drop-answer", "lose-request");
  const plan = fc.array(rule, { minLength: 30, maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(
      plan,
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (p, holders, accounts) => {
        world.gate.rule = planned(p);
        const { reports, after } = await stress({ holders, accounts });
        expect(violationsOf(reports)).toEqual([]);
        const failures = reports.reduce((sum, report) => sum + report.failures, 0);
        const idle = after.filter(({ state }) => state === "available").length;
        // An account may stay leased only where a holder was left without any answer at all.
        expect(accounts - idle).toBeLessThanOrEqual(failures);
      },
    ),
    { numRuns: 3, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);

test("throttling delays holders and does nothing else", async () => {
  let asked = 0;
  world.gate.rule = () => (asked++ % 10 === 0 ? "throttle" : "pass");
  const { reports, after } = await stress({ holders: 4, accounts: 2 });
  expect(violationsOf(reports)).toEqual([]);
  expect(after.map(({ state }) => state)).toEqual(["available", "available"]);
}, 120_000);

test("the same check notices holders that take accounts without the condition", async () => {
  world.gate.rule = () => "pass";
  const { reports } = await stress({ holders: 8, accounts: 2, reckless: true });
  expect(violationsOf(reports).length).toBeGreaterThan(0);
}, 120_000);
