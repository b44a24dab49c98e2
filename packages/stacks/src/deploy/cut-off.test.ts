import { afterAll, beforeAll, expect, test } from "@jest/globals";
import PQueue from "p-queue";
import { fingerprintServices } from "../fingerprint/fingerprint-services.ts";
import { StackWorld } from "../testing/stack-world.ts";
import { parameters, thing } from "../testing/templates.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

test.each(["DescribeStacks", "CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet"])(
  "cut off after a %s, it rejects with the reason and asks nothing more",
  async (operation) => {
    const account = await world.account();
    const services = [
      await world.service("slow", thing({ DurationMs: 60_000 })),
      await world.service("next", parameters({ V: "1" }), { dependsOn: ["slow"] }),
    ];
    const stop = new AbortController();
    const prepared = account.prepare(services, { signal: stop.signal });
    const outcome = expect(prepared).rejects.toThrow("lease lost");
    await world.aws.requests.waitFor({ operation, account: account.id });
    stop.abort(new Error("lease lost"));
    await outcome;
    const asked = account.calls().length;
    await untilAnswered(account);
    expect(account.calls()).toHaveLength(asked + 1);
  },
);

test("cut off while waiting for a slot, it leaves the queue to the others", async () => {
  const account = await world.account();
  const queue = new PQueue({ concurrency: 1, autoStart: false });
  const stop = new AbortController();
  const service = await world.service("orders", parameters({ V: "1" }));
  const prepared = account.prepare([service], {
    queue,
    signal: stop.signal,
    onEvent: () => setImmediate(() => stop.abort(new Error("interrupted"))),
  });
  await expect(prepared).rejects.toThrow("interrupted");
  queue.start();
  await queue.onIdle();
  expect(account.calls().map(({ operation }) => operation)).toEqual(["DescribeStacks"]);
});

test("already cut off, it does nothing", async () => {
  const account = await world.account();
  const service = await world.service("orders", parameters({ V: "1" }));
  const signal = AbortSignal.abort(new Error("too late"));
  await expect(account.prepare([service], { signal })).rejects.toThrow("too late");
  expect(account.calls()).toEqual([]);
});

test("a service that takes longer than it may is given up", async () => {
  const account = await world.account();
  const service = await world.service("slow", thing({ DurationMs: 60_000 }), { timeoutMs: 100 });
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({
    kind: "failed",
    failures: [
      {
        reason: "Not done after 0.1 s, the time this service may take.",
        error: { code: "DEPLOY_TIMED_OUT", stackName: "slow" },
      },
    ],
  });
  expect(events.at(-1)).toMatchObject({ kind: "deploy-failed", service: "slow" });
});

test("one account's failure does not touch another that shares the queue, and the limit holds for both", async () => {
  const queue = new PQueue({ concurrency: 2 });
  const accounts = [await world.account(), await world.account()];
  const names = ["a", "b", "c"];
  let under = 0;
  let most = 0;
  const onEvent = ({ kind }: { kind: string }) => {
    if (kind === "deploy-started") most = Math.max(most, ++under);
    if (kind === "deploy-finished" || kind === "deploy-failed") under--;
  };
  const results = await Promise.all(
    accounts.map(async (account, i) => {
      const told = i === 0 ? { Fail: "create" } : {};
      const services = await Promise.all(names.map((name) => world.service(name, thing(told))));
      return (await account.prepare(services, { queue, onEvent })).result.kind;
    }),
  );
  expect(results).toEqual(["failed", "ready"]);
  expect(most).toBe(2);
});

test("a service without a fingerprint is the caller's mistake", async () => {
  const account = await world.account();
  const services = [
    await world.service("a", parameters({ V: "1" })),
    await world.service("b", parameters({ V: "1" })),
  ];
  const fingerprints = await fingerprintServices(services.slice(0, 1), { env: {} });
  await expect(account.prepare(services, { fingerprints })).rejects.toMatchObject({
    code: "FINGERPRINT_MISSING",
  });
});

/** Asks once more itself: whatever was on its way when it asked has been answered by then. */
async function untilAnswered(account: Awaited<ReturnType<StackWorld["account"]>>): Promise<void> {
  await account.reader.readOne("nothing");
}
