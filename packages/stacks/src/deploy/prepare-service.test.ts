import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import { fingerprintServices } from "../fingerprint/fingerprint-services.ts";
import { Packager } from "../packaging/packager.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { StackReader } from "../stack/stack-reader.ts";
import type { StackState } from "../stack/stack-state.ts";
import { aStack } from "../testing/a-stack.ts";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";
import { parameters, thing } from "../testing/templates.ts";
import type { StackCalls } from "./calls/stack-calls.ts";
import type { DeployEvent } from "./deploy-event.ts";
import { ServicePreparation } from "./prepare-service.ts";
import { SharedReader } from "./watch/shared-reader.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

function callsIn({ session, client, id }: TestAccount): StackCalls {
  const { signal } = new AbortController();
  const reader = new StackReader({ client, signal });
  const clock = systemClock;
  const stacks = new SharedReader({ reader, clock, gatherMs: 1, signal });
  const calls = {
    session,
    client,
    reader,
    stacks,
    clock,
    pollMs: 5,
    account: id,
    signal,
    newToken: randomUUID,
  };
  const packages = new Packager().inAccount(calls);
  const confirm = async () => undefined;
  return { ...calls, environment: {}, packages, confirm, inProcessSlot: (work) => work() };
}

async function preparation(calls: StackCalls, service: ServiceDefinition, stack: StackState | undefined) {
  const fingerprint = (await fingerprintServices([service], { env: {} })).get(service.name);
  if (!fingerprint) throw new Error("no fingerprint");
  const events: DeployEvent[] = [];
  const stacks = new Map(stack ? [[stack.name, stack]] : []);
  const todo = { service, fingerprint, stacks, forced: false, build: async () => undefined };
  const run = () => new ServicePreparation(calls, todo, (event) => events.push(event)).run();
  return { run, events };
}

test("an operation somebody begins after we looked is waited for, then decided again", async () => {
  const account = await world.account();
  const service = await world.service("orders", parameters({ V: "ours" }));
  await account.create("orders", thing({}));
  const seen = await account.settled("orders");
  await account.update("orders", thing({ DurationMs: 80 }, "2"));
  const { run, events } = await preparation(callsIn(account), service, seen);
  expect(await run()).toEqual({ kind: "deployed", outputs: { V: "ours" }, noUpdates: false });
  expect(events.map(({ kind }) => kind)).toEqual(["deploy-started", "stack-waiting"]);
});

test("a stack that appears after we looked is not ours to create", async () => {
  const account = await world.account();
  const service = await world.service("orders", parameters({ V: "ours" }));
  await account.create("orders", thing({ DurationMs: 80 }));
  const { run } = await preparation(callsIn(account), service, undefined);
  expect(await run()).toEqual({ kind: "deployed", outputs: { V: "ours" }, noUpdates: false });
});

test("a deploy that leaves the stack without its tags is an error that names them", async () => {
  const account = await world.account();
  const service = await world.service("orders", parameters({ V: "1" }));
  const calls = callsIn(account);
  const reader = Object.assign(Object.create(calls.reader), {
    readOne: async () => aStack("orders", { tags: { "regatta:service": "orders" } }),
  });
  const { run } = await preparation({ ...calls, reader }, service, undefined);
  await expect(run()).rejects.toMatchObject({
    code: "TAGS_NOT_SET",
    message: expect.stringContaining("regatta:fingerprint"),
    stackName: "orders",
  });
});

test("a refusal that has nothing to do with anybody else is passed on", async () => {
  const account = await world.account();
  const service = await world.service("orders", {
    Resources: { A: { Type: "AWS::SNS::Topic", Properties: { X: { Ref: "No" } } } },
  });
  const { run } = await preparation(callsIn(account), service, undefined);
  await expect(run()).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining("No"),
  });
});
