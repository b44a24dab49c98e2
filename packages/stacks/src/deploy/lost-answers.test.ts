import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Fault } from "@regatta/local-aws";
import { changeTemplate, StackWorld } from "../testing/stack-world.ts";
import { parameters, thing } from "../testing/templates.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

const changing = ["CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet", "DescribeStacks"];
const kinds: Array<Fault["kind"]["kind"]> = ["drop-answer", "server-error", "throttle"];
const faults = changing.flatMap((operation) => kinds.map((kind) => [operation, kind] as const));

test.each(faults)("%s answered by %s is one deploy all the same", async (operation, kind) => {
  const account = await world.account();
  const service = await world.service("orders", parameters({ V: "1" }));
  const strike = () =>
    world.aws.faults.add({ operation, account: account.id, times: 1, kind: { kind } as Fault["kind"] });
  strike();
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  await changeTemplate(service, parameters({ V: "2" }));
  strike();
  expect((await account.prepare([service])).result).toMatchObject({
    kind: "ready",
    deployed: ["orders"],
    outputs: { orders: { V: "2" } },
  });
  expect(await account.operations("orders")).toEqual(["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"]);
});

test("a deletion whose answer is lost is one deletion", async () => {
  const account = await world.account();
  await account.create("orders", thing({ Fail: "create" }));
  const { id } = await account.settled("orders");
  world.aws.faults.add({
    operation: "DeleteStack",
    account: account.id,
    times: 1,
    kind: { kind: "drop-answer" },
  });
  const service = await world.service("orders", parameters({ V: "1" }));
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  expect(await account.operations(id)).toEqual(["CREATE_IN_PROGRESS", "DELETE_IN_PROGRESS"]);
});

test("a rollback that is continued, with the answer lost, is continued once", async () => {
  const account = await world.account();
  const service = await world.service("orders", thing({}));
  await account.prepare([service]);
  await account.failToRollBack("orders", { Times: 1 });
  world.aws.faults.add({
    operation: "ContinueUpdateRollback",
    account: account.id,
    times: 1,
    kind: { kind: "drop-answer" },
  });
  expect((await account.prepare([service])).result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  const started = await account.operations("orders");
  expect(started.filter((status) => status === "UPDATE_ROLLBACK_IN_PROGRESS")).toHaveLength(1);
});

test("with 30 % of calls throttled and some failing or unanswered, each of four services is deployed once", async () => {
  const account = await world.account();
  const names = Array.from({ length: 4 }, (_, i) => `s${i}`);
  const services = await Promise.all(
    names.map((name, i) =>
      world.service(name, parameters({ V: name }), { dependsOn: i < 2 ? [] : [`s${i - 2}`] }),
    ),
  );
  const service = "cloudformation";
  const ids = [
    world.aws.faults.add({ service, account: account.id, probability: 0.3, kind: { kind: "throttle" } }),
    world.aws.faults.add({ service, account: account.id, probability: 0.05, kind: { kind: "server-error" } }),
    world.aws.faults.add({ service, account: account.id, probability: 0.1, kind: { kind: "drop-answer" } }),
  ];
  const { result } = await account.prepare(services);
  for (const id of ids) world.aws.faults.clear(id);
  expect(result).toMatchObject({ kind: "ready", deployed: names });
  for (const name of names) expect(await account.operations(name)).toEqual(["CREATE_IN_PROGRESS"]);
  expect((await account.prepare(services)).result).toMatchObject({ skipped: names });
}, 120_000); // the SDK waits seconds after being throttled
