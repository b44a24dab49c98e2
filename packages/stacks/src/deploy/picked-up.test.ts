import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { changeTemplate, StackWorld, type TestAccount } from "../testing/stack-world.ts";
import { parameters, thing } from "../testing/templates.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

/** Prepares the account in a run that dies when CloudFormation has seen `operation` so many times. */
async function die(account: TestAccount, services: ServiceDefinition[], operation: string, times = 1) {
  const death = new AbortController();
  const prepared = expect(account.prepare(services, { signal: death.signal })).rejects.toThrow("killed");
  for (const done = () => account.calls(operation).length >= times; !done(); ) {
    await world.aws.requests.waitFor({ operation, account: account.id });
    if (!done()) await new Promise((resolve) => setImmediate(resolve));
  }
  death.abort(new Error("killed"));
  await prepared;
}

test("deploys of several stacks that a run left under way are waited for, kept, and built upon", async () => {
  const account = await world.account();
  const slow = thing({ DurationMs: 150 });
  const services = [
    await world.service("a", slow),
    await world.service("b", slow),
    await world.service("child", parameters({ V: "1" }), { dependsOn: ["a", "b"] }),
  ];
  await die(account, services, "ExecuteChangeSet", 2);
  const { result, events } = await account.prepare(services);
  expect(result).toMatchObject({ kind: "ready", skipped: ["a", "b"], deployed: ["child"] });
  const waited = events.flatMap((event) => (event.kind === "stack-waiting" ? [event.service] : []));
  expect(waited.sort()).toEqual(["a", "b"]);
  for (const name of ["a", "b", "child"]) {
    expect(await account.operations(name)).toEqual(["CREATE_IN_PROGRESS"]);
  }
});

test("a run that died between a stack's first change set and its execution is picked up", async () => {
  const account = await world.account();
  const services = await Promise.all(["a", "b"].map((name) => world.service(name, parameters({ V: name }))));
  await die(account, services, "CreateChangeSet", 2);
  const left = await Promise.all(["a", "b"].map(async (name) => (await account.stack(name)).status));
  expect(left).toEqual(["REVIEW_IN_PROGRESS", "REVIEW_IN_PROGRESS"]);
  const { result, events } = await account.prepare(services);
  expect(result).toMatchObject({
    kind: "ready",
    deployed: ["a", "b"],
    outputs: { a: { V: "a" }, b: { V: "b" } },
  });
  expect(events.filter(({ kind }) => kind === "stack-cleared")).toHaveLength(2);
  expect((await account.prepare(services)).result).toMatchObject({ skipped: ["a", "b"] });
});

test("a change set that was never executed does no harm to a stack that is there", async () => {
  const account = await world.account();
  const service = await world.service("orders", parameters({ V: "1" }));
  await account.prepare([service]);
  await changeTemplate(service, parameters({ V: "2" }));
  await die(account, [service], "CreateChangeSet", 2);
  expect((await account.stack("orders")).status).toBe("CREATE_COMPLETE");
  const { result } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"], outputs: { orders: { V: "2" } } });
  expect(await account.operations("orders")).toEqual(["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"]);
});

test("an update a run left under way is waited for, then the stack is brought to what is wanted by now", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({}));
  await account.prepare([service]);
  await changeTemplate(service, thing({ DurationMs: 150 }, "2"));
  await die(account, [service], "ExecuteChangeSet", 2);
  await changeTemplate(service, thing({}, "3"));
  const { result, events } = await account.prepare([service]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(events).toContainEqual(
    expect.objectContaining({ kind: "stack-waiting", status: "UPDATE_IN_PROGRESS" }),
  );
  const updates = ["UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"];
  expect(await account.operations("orders")).toEqual(["CREATE_IN_PROGRESS", ...updates]);
});

test("an operation that does not end is waited for as long as the service may take, and no longer", async () => {
  const account = await world.account();
  await account.create("stuck", thing({ DurationMs: 60_000 }));
  const services = [
    await world.service("stuck", parameters({ V: "1" }), { timeoutMs: 100 }),
    await world.service("other", parameters({ V: "1" })),
  ];
  const { result } = await account.prepare(services);
  expect(result).toMatchObject({
    kind: "failed",
    failures: [{ service: "stuck", error: { code: "DEPLOY_TIMED_OUT" } }],
    deployed: ["other"],
  });
});

test("forced, what could be skipped is deployed, and that nothing changed is success", async () => {
  const account = await world.account();
  const services = await Promise.all(["a", "b"].map((name) => world.service(name, parameters({ V: name }))));
  await account.prepare(services);
  const { result, events } = await account.prepare(services, { force: new Set(["b"]) });
  expect(result).toMatchObject({
    kind: "ready",
    skipped: ["a"],
    deployed: ["b"],
    outputs: { b: { V: "b" } },
  });
  expect(events).toContainEqual(
    expect.objectContaining({ kind: "deploy-started", service: "b", reason: "forced" }),
  );
  expect(events).toContainEqual(expect.objectContaining({ kind: "deploy-finished", noUpdates: true }));
});
