import { getEventListeners } from "node:events";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import PQueue from "p-queue";
import type { ServiceDefinition } from "../service-definition.ts";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";

const accountCount = 20;
const serviceCount = 60;

let world: StackWorld;
let accounts: TestAccount[];
let services: ServiceDefinition[];
beforeAll(async () => {
  world = await StackWorld.start();
  accounts = await Promise.all(Array.from({ length: accountCount }, () => world.account()));
  services = await Promise.all(
    Array.from({ length: serviceCount }, (_, i) =>
      world.service(`s${i}`, { Resources: { Thing: { Type: "AWS::SNS::Topic" } } }),
    ),
  );
});
afterAll(() => world.close());

test("a walk over many services puts no more listeners on the caller's signal than Node allows", async () => {
  const { signal } = new AbortController();
  const [account] = accounts;
  const queue = new PQueue({ concurrency: 30 });
  let most = 0;
  const onEvent = () => {
    most = Math.max(most, getEventListeners(signal, "abort").length);
  };
  const { result } = (await account?.prepare(services, { signal, queue, onEvent })) ?? {};
  expect(result?.deployed).toHaveLength(serviceCount);
  expect(most).toBeLessThanOrEqual(10);
});
