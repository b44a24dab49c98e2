import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import fc from "fast-check";
import PQueue from "p-queue";
import { SharedPace } from "../pace/shared-pace.ts";
import { StackWorld } from "../testing/stack-world.ts";
import { parameters } from "../testing/templates.ts";

let world: StackWorld;
// A seed, so that a failure can be seen again.
const random = seeded(20_261_121);
beforeAll(async () => {
  world = await StackWorld.start({ random });
});
afterAll(() => world.close());

test("a refused call is made again when its turn comes, and all of it is told", async () => {
  const account = await world.account();
  world.aws.faults.add({
    operation: "DescribeStacks",
    account: account.id,
    times: 3,
    kind: { kind: "throttle" },
  });
  const { result, events } = await account.prepare([await world.service("orders", parameters({ V: "1" }))]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(events[0]).toEqual({ kind: "deploy-throttled", waitMs: expect.any(Number) });
});

test("throttling that does not end is an error, not an endless wait", async () => {
  const account = await world.account();
  const id = world.aws.faults.add({
    service: "cloudformation",
    account: account.id,
    kind: { kind: "throttle" },
  });
  const service = await world.service("orders", parameters({ V: "1" }));
  await expect(account.prepare([service], { pollMs: 1 })).rejects.toMatchObject({
    code: "AWS_THROTTLED",
  });
  world.aws.faults.clear(id);
});

test("with 30 % of calls throttled, servers failing and answers lost after the write, every stack is made exactly once", async () => {
  const accounts = await Promise.all(Array.from({ length: 4 }, () => world.account()));
  const names = Array.from({ length: 6 }, (_, i) => `s${i}`);
  const services = await Promise.all(
    names.map((name, i) =>
      world.service(name, parameters({ V: name }), { dependsOn: i < 3 ? [] : [`s${i - 3}`] }),
    ),
  );
  const service = "cloudformation";
  const faults = [
    world.aws.faults.add({ service, probability: 0.3, kind: { kind: "throttle" } }),
    world.aws.faults.add({ service, probability: 0.07, kind: { kind: "server-error" } }),
    world.aws.faults.add({ service, probability: 0.1, kind: { kind: "drop-answer" } }),
  ];
  const queue = new PQueue({ concurrency: 8 });
  const pace = new SharedPace({ clock: systemClock });
  const results = await Promise.all(accounts.map((account) => account.prepare(services, { queue, pace })));
  for (const id of faults) world.aws.faults.clear(id);
  for (const { result } of results) expect(result).toMatchObject({ kind: "ready", deployed: names });
  for (const account of accounts) {
    for (const name of names) expect(await account.operations(name)).toEqual(["CREATE_IN_PROGRESS"]);
    expect((await account.prepare(services)).result).toMatchObject({ kind: "ready", skipped: names });
  }
}, 120_000);

/** Numbers in [0, 1), the same for the same seed, over and over. */
function seeded(seed: number): () => number {
  const numbers = fc.sample(fc.noBias(fc.integer({ min: 0, max: 2 ** 30 - 1 })), { seed, numRuns: 10_007 });
  let at = 0;
  return () => (numbers[at++ % numbers.length] ?? 0) / 2 ** 30;
}

test("where the account has a limit, its calls come to keep to it, and few are refused", async () => {
  const account = await world.account();
  const services = await Promise.all(
    Array.from({ length: 20 }, (_, i) => world.service(`s${i}`, parameters({ V: `${i}` }))),
  );
  const id = world.aws.faults.add({
    service: "cloudformation",
    account: account.id,
    kind: { kind: "rate-limit", perSecond: 40, burst: 5 },
  });
  const { result } = await account.prepare(services, { pollMs: 20 });
  world.aws.faults.clear(id);
  expect(result).toMatchObject({ kind: "ready", deployed: services.map(({ name }) => name) });
  const calls = account.calls();
  const refused = calls.filter(({ status }) => status === 400).length;
  expect(refused).toBeGreaterThan(0);
  // The first refusals come together: 20 deploys begin at once.
  expect(refused).toBeLessThan(calls.length / 3);
});
