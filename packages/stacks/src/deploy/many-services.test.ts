import { getEventListeners } from "node:events";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import PQueue from "p-queue";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";

const serviceCount = 40;
const pageSize = 25;

let world: StackWorld;
let accounts: TestAccount[];
let services: ServiceDefinition[];
beforeAll(async () => {
  world = await StackWorld.start({ describeStacksPageSize: pageSize });
  accounts = await Promise.all(Array.from({ length: 2 }, () => world.account()));
  services = await Promise.all(
    Array.from({ length: serviceCount }, (_, i) =>
      world.service(`s${i}`, { Resources: { Thing: { Type: "AWS::SNS::Topic" } } }),
    ),
  );
});
afterAll(() => world.close());

test("a walk over many services puts no more listeners on the caller's signal than Node allows", async () => {
  const { signal } = new AbortController();
  const queue = new PQueue({ concurrency: 30 });
  let most = 0;
  const onEvent = () => {
    most = Math.max(most, getEventListeners(signal, "abort").length);
  };
  const prepared = await Promise.all(
    accounts.map((account) => account.prepare(services, { signal, queue, onEvent })),
  );
  for (const { result } of prepared) expect(result.deployed).toHaveLength(serviceCount);
  expect(most).toBeLessThanOrEqual(10);
});

test("with nothing to deploy, every account is asked once for its stacks, page by page, and for nothing else", async () => {
  const before = accounts.map((account) => account.calls().length);
  const prepared = await Promise.all(accounts.map((account) => account.prepare(services)));
  for (const { result } of prepared) expect(result).toMatchObject({ kind: "ready", deployed: [] });
  const pages = Array.from({ length: Math.ceil(serviceCount / pageSize) }, () => "DescribeStacks");
  for (const [i, account] of accounts.entries()) {
    const asked = account.calls().slice(before[i]);
    expect(asked.map(({ operation }) => operation)).toEqual(pages);
  }
});
