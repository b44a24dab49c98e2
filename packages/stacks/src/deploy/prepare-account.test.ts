import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { changeTemplate, StackWorld } from "../testing/stack-world.ts";
import { parameters } from "../testing/templates.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

test("what is missing is deployed with both tags, what is there is skipped, what changed is deployed again", async () => {
  const account = await world.account();
  const services = [
    await world.service("orders", parameters({ Name: "a" })),
    await world.service("api", parameters({ Url: "b" }), { dependsOn: ["orders"] }),
  ];
  const first = await account.prepare(services);
  expect(first.result).toEqual({
    kind: "ready",
    deployed: ["orders", "api"],
    skipped: [],
    outputs: { orders: { Name: "a" }, api: { Url: "b" } },
  });
  const { tags } = await account.stack("orders");
  expect(tags).toEqual({
    "regatta:service": "orders",
    "regatta:fingerprint": expect.stringMatching(/^[0-9a-f]{64}$/),
  });

  const second = await account.prepare(services);
  expect(second.result).toMatchObject({
    deployed: [],
    skipped: ["orders", "api"],
    outputs: { orders: { Name: "a" } },
  });
  expect(second.events).toEqual([
    { kind: "stacks-read", stacks: 2 },
    { kind: "service-skipped", service: "orders" },
    { kind: "service-ready", service: "orders", outputs: { Name: "a" } },
    { kind: "service-skipped", service: "api" },
    { kind: "service-ready", service: "api", outputs: { Url: "b" } },
  ]);

  if (services[0]) await changeTemplate(services[0], parameters({ Name: "c" }));
  const third = await account.prepare(services);
  expect(third.result).toMatchObject({
    deployed: ["orders"],
    skipped: ["api"],
    outputs: { orders: { Name: "c" } },
  });
  expect(third.events).toContainEqual({
    kind: "deploy-started",
    service: "orders",
    stackName: "orders",
    reason: "changed",
  });
});

test("when nothing is to do, one DescribeStacks is all that is asked", async () => {
  const account = await world.account();
  const services = await Promise.all(
    ["a", "b", "c"].map((name) => world.service(name, parameters({ V: name }))),
  );
  await account.prepare(services);
  const before = account.calls().length;
  await account.prepare(services);
  expect(
    account
      .calls()
      .slice(before)
      .map(({ operation }) => operation),
  ).toEqual(["DescribeStacks"]);
});

test("without services nothing is asked at all", async () => {
  const account = await world.account();
  expect((await account.prepare([])).result).toEqual({
    kind: "ready",
    deployed: [],
    skipped: [],
    outputs: {},
  });
  expect(account.calls()).toEqual([]);
});

test("a service starts when what it imports from is complete, and not before; the rest does not wait", async () => {
  const account = await world.account();
  const exported = { Outputs: { Name: { Value: "hello", Export: { Name: "base-name" } } } };
  const imported = { Outputs: { Seen: { Value: { "Fn::ImportValue": "base-name" } } } };
  const services = [
    await world.service("user", parameters({ V: "1" }, imported), { dependsOn: ["base"] }),
    await world.service("alone", parameters({ V: "1" })),
    await world.service("base", parameters({ V: "1" }, exported)),
  ];
  const { result, events } = await account.prepare(services);
  expect(result).toMatchObject({ kind: "ready", outputs: { user: { Seen: "hello" } } });
  const order = events.map((event) => ("service" in event ? `${event.kind} ${event.service}` : event.kind));
  expect(order.indexOf("deploy-finished base")).toBeLessThan(order.indexOf("deploy-started user"));
  expect(order.indexOf("deploy-started alone")).toBeLessThan(order.indexOf("deploy-finished base"));
});

test("parameters and capabilities reach the template", async () => {
  const account = await world.account();
  const template = parameters(
    { V: "x" },
    { Parameters: { Stage: { Type: "String" } }, Outputs: { Stage: { Value: { Ref: "Stage" } } } },
  );
  const service = await world.service("staged", template, {
    parameters: { Stage: "dev" },
    capabilities: ["CAPABILITY_IAM"],
  });
  expect((await account.prepare([service])).result).toMatchObject({ outputs: { staged: { Stage: "dev" } } });
});

test("a resource that fails gives its own message, and what depends on it is not tried", async () => {
  const account = await world.account();
  const broken = parameters({ First: "1", Second: "2" });
  Object.assign(broken.Resources.Second ?? {}, {
    DependsOn: "First",
    Metadata: { LocalAws: { Fail: "create", Message: "Limit exceeded for parameters" } },
  });
  const services = [
    await world.service("orders", broken),
    await world.service("api", parameters({ V: "1" }), { dependsOn: ["orders"] }),
  ];
  const { result, events } = await account.prepare(services);
  const reason = "Second: Limit exceeded for parameters (the stack is ROLLBACK_COMPLETE)";
  expect(result).toMatchObject({
    kind: "failed",
    failures: [
      {
        service: "orders",
        stackName: "orders",
        reason,
        error: { code: "DEPLOY_FAILED", stackName: "orders", account: `${account.id}/eu-west-1` },
      },
    ],
    blocked: [{ service: "api", by: "orders" }],
  });
  expect(events).toContainEqual(
    expect.objectContaining({ kind: "deploy-failed", service: "orders", reason }),
  );
  expect(events.filter((event) => "service" in event && event.service === "api")).toEqual([
    { kind: "service-blocked", service: "api", by: "orders" },
  ]);
});

test("what CloudFormation refuses at once is said in its words", async () => {
  const account = await world.account();
  const role = { Resources: { Role: { Type: "AWS::IAM::Role", Properties: { RoleName: "named" } } } };
  const { result } = await account.prepare([await world.service("role", role)]);
  expect(result).toMatchObject({
    failures: [
      {
        reason: expect.stringContaining("CAPABILITY_NAMED_IAM"),
        error: { nextStep: expect.stringContaining("capabilities") },
      },
    ],
  });
});

test("a template that is too large is refused before anything is asked", async () => {
  const account = await world.account();
  const service = await world.service("large", parameters({ V: "x".repeat(1_000_000) }));
  const { result } = await account.prepare([service]);
  expect(result).toMatchObject({ failures: [{ error: { code: "TEMPLATE_TOO_LARGE" } }] });
  expect(account.calls().map(({ operation }) => operation)).toEqual(["DescribeStacks"]);
});

test("stacks that cannot be listed are an error of their own", async () => {
  const account = await world.account();
  world.aws.faults.add({
    operation: "DescribeStacks",
    account: account.id,
    times: 1,
    kind: { kind: "access-denied" },
  });
  const service = await world.service("orders", parameters({ V: "1" }));
  await expect(account.prepare([service])).rejects.toMatchObject({ code: "STACKS_UNREADABLE" });
});
