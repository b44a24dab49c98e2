import { afterAll, beforeAll, expect, test } from "@jest/globals";
import PQueue from "p-queue";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";
import { thing } from "../testing/templates.ts";
import type { PrepareAccountOptions } from "./prepare-account-options.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

const each = (name: string, dependsOn: string[] = [], told = {}) =>
  world.service(name, thing({ DurationMs: 10, ...told }), { dependsOn });

/** Prepares the accounts at once; what was begun and finished in which account, and which became ready when. */
async function told(
  accounts: TestAccount[],
  services: Awaited<ReturnType<typeof each>>[],
  special: Partial<PrepareAccountOptions>,
): Promise<string[]> {
  const lines: string[] = [];
  await Promise.all(
    accounts.map(async (account, i) => {
      const { result } = await account.prepare(services, {
        ...special,
        onEvent: (event) => {
          if (event.kind === "deploy-started") lines.push(`${i} ${event.service}`);
        },
      });
      lines.push(`${i} ${result.kind}`);
    }),
  );
  return lines;
}

test("with two slots for four accounts, one after the other becomes ready instead of all at the end", async () => {
  const accounts = await Promise.all(Array.from({ length: 4 }, () => world.account()));
  const services = [
    await each("base"),
    await each("alone"),
    await each("x", ["base"]),
    await each("y", ["base"]),
    await each("z", ["x"]),
  ];
  const lines = await told(accounts, services, { queue: new PQueue({ concurrency: 2 }) });
  const begunBefore = lines.flatMap((line, i) =>
    line.endsWith("ready") ? [lines.slice(0, i).filter((other) => !other.endsWith("ready")).length] : [],
  );
  // Five deploys an account, twenty in all: first come, first served begins nearly all before the first is ready.
  expect(begunBefore).toHaveLength(4);
  expect(begunBefore[0]).toBeLessThanOrEqual(11);
  expect(begunBefore[1]).toBeLessThanOrEqual(16);
});

test("in an account the service on the longest remaining path goes first", async () => {
  const account = await world.account();
  const services = [
    await each("short"),
    await each("long"),
    await each("head"),
    await each("tail", ["head"]),
  ];
  const lines = await told([account], services, {
    queue: new PQueue({ concurrency: 1 }),
    expectedMs: { short: 10, long: 50, head: 20, tail: 40 },
  });
  // The first takes the free slot as it comes; the others by their paths: 60, 50, then 40 once head is there.
  expect(lines).toEqual(["0 short", "0 head", "0 long", "0 tail", "0 ready"]);
});

test("an account in which a service failed comes after those that can still become ready", async () => {
  const queue = new PQueue({ concurrency: 1 });
  const [failing, other] = [await world.account(), await world.account()];
  world.aws.faults.add({
    account: failing.id,
    kind: { kind: "resource-failure", stackName: "first", action: "create" },
  });
  const services = [await each("first"), await each("second"), await each("third")];
  const lines = await told([failing, other], services, {
    queue,
    expectedMs: { first: 60_000, second: 10_000, third: 1_000 },
  });
  expect(lines.indexOf("1 ready")).toBeLessThan(lines.indexOf("0 failed"));
  const begun = lines.filter((line) => /first|second|third/.test(line));
  const ofFailing = begun.slice(begun.indexOf("0 first") + 1).filter((line) => line.startsWith("0"));
  expect(begun.slice(-ofFailing.length)).toEqual(ofFailing);
});
