import {
  CloudFormationClient,
  type CloudFormationServiceException,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import {
  CreateTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ManualClock, systemClock } from "@regatta/foundation";
import { anItem, aTable } from "../testing/tables.ts";
import { TestAws } from "../testing/test-aws.ts";
import type { RequestFaultKind } from "./fault.ts";

let world: TestAws;
beforeEach(async () => {
  world = await TestAws.start();
});
afterEach(() => world.close());

/** What one call to each of three services comes to: error name and status. */
async function outcomes(): Promise<string[]> {
  const calls = [
    world.dynamodb().send(new ListTablesCommand({})),
    world.ssm().send(new GetParameterCommand({ Name: "a" })),
    world.sts().send(new GetCallerIdentityCommand({})),
  ];
  return (await Promise.allSettled<unknown>(calls)).map((outcome) =>
    outcome.status === "rejected"
      ? `${outcome.reason.name} ${outcome.reason.$metadata?.httpStatusCode ?? "-"}`
      : "answered",
  );
}

test.each<[RequestFaultKind["kind"], string[]]>([
  ["throttle", ["ThrottlingException 400", "ThrottlingException 400", "Throttling 400"]],
  ["server-error", ["InternalServerError 500", "InternalServerError 500", "InternalFailure 500"]],
  ["expired-session", ["ExpiredTokenException 400", "ExpiredTokenException 400", "ExpiredToken 403"]],
  ["access-denied", ["AccessDeniedException 400", "AccessDeniedException 400", "AccessDenied 403"]],
])("%s is each service's own error", async (kind, expected) => {
  const id = world.aws.faults.add({ kind: { kind } as RequestFaultKind });
  expect(await outcomes()).toEqual(expected);
  world.aws.faults.clear(id);
  expect(await outcomes()).toEqual(["answered", "ParameterNotFound 400", "answered"]);
});

test("the SDK's own retries get over faults that pass", async () => {
  world.aws.faults.add({ service: "sts", times: 1, kind: { kind: "throttle" } });
  world.aws.faults.add({ service: "sts", times: 1, kind: { kind: "server-error" } });
  const answer = await world.sts({ maxAttempts: 3 }).send(new GetCallerIdentityCommand({}));
  expect(answer.$metadata.attempts).toBe(3);
});

test("a dropped answer is one whose write happened", async () => {
  const client = world.dynamodb();
  await client.send(new CreateTableCommand(aTable("pool")));
  world.aws.faults.add({
    service: "dynamodb",
    operation: "PutItem",
    times: 1,
    kind: { kind: "drop-answer" },
  });
  const item = anItem("a", "written");
  await expect(client.send(new PutItemCommand({ TableName: "pool", Item: item }))).rejects.toMatchObject({
    message: expect.stringMatching(/socket hang up|ECONNRESET/),
  });
  const { Item: found } = await client.send(
    new GetItemCommand({ TableName: "pool", Key: { pk: item.pk, sk: item.sk } }),
  );
  expect(found?.value?.S).toBe("written");
  expect(world.aws.requests.list({ operation: "PutItem" }).map(({ status }) => status)).toEqual([0]);
});

test("a retry after a dropped answer meets its own write", async () => {
  const client = world.dynamodb({ maxAttempts: 2 });
  await client.send(new CreateTableCommand(aTable("pool")));
  world.aws.faults.add({ operation: "PutItem", times: 1, kind: { kind: "drop-answer" } });
  await expect(
    client.send(
      new PutItemCommand({
        TableName: "pool",
        Item: anItem("a", "mine"),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    ),
  ).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
});

test("latency delays the answer by as much", async () => {
  await world.close();
  const manual = new ManualClock(Date.now());
  world = await TestAws.start({ clock: { ...systemClock, sleep: (ms, signal) => manual.sleep(ms, signal) } });
  world.aws.faults.add({ kind: { kind: "latency", ms: 1_000 } });
  let answered = false;
  const answer = world
    .sts()
    .send(new GetCallerIdentityCommand({}))
    .finally(() => {
      answered = true;
    });
  while (manual.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
  await manual.advance(999);
  expect(answered).toBe(false);
  await manual.advance(1);
  expect((await answer).Account).toBe("100000000000");
});

test("closing does not wait for latency", async () => {
  world.aws.faults.add({ kind: { kind: "latency", ms: 3_600_000 } });
  const cut = expect(world.sts().send(new GetCallerIdentityCommand({}))).rejects.toBeDefined();
  await world.aws.close();
  await cut;
});

test("a fault for one account leaves the others alone", async () => {
  const clients = [0, 1].map(async (index) => world.dynamodb({ credentials: await world.enter(index) }));
  const [first, second] = await Promise.all(clients);
  world.aws.faults.add({ account: "210000000001", kind: { kind: "throttle" } });
  await expect(first?.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: "ThrottlingException" });
  await expect(second?.send(new ListTablesCommand({}))).resolves.toBeDefined();
});

test("a fault for an account also meets those who want to enter it", async () => {
  world.aws.faults.add({ operation: "AssumeRole", account: "210000000002", kind: { kind: "access-denied" } });
  await expect(world.enter(0)).resolves.toBeDefined();
  await expect(world.enter(1)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("CloudFormation throttles a share of the calls in its own words", async () => {
  const client = new CloudFormationClient({
    endpoint: world.aws.url,
    region: "eu-west-1",
    credentials: world.hubCredentials,
    maxAttempts: 1,
  });
  world.aws.faults.add({ service: "cloudformation", probability: 0.5, seed: 1, kind: { kind: "throttle" } });
  const outcomes: string[] = [];
  for (let call = 0; call < 20; call++) {
    const sent = client.send(new DescribeStacksCommand({}));
    const told = (error: CloudFormationServiceException) =>
      `${error.name} ${error.$metadata.httpStatusCode} ${error.message}`;
    outcomes.push(await sent.then(() => "answered", told));
  }
  client.destroy();
  expect([...new Set(outcomes)].sort()).toEqual(["Throttling 400 Rate exceeded", "answered"]);
  expect(outcomes.filter((one) => one === "answered").length).toBeGreaterThan(5);
});

test("a resource that is told to fail gives its stack the reason", async () => {
  world.aws.faults.add({
    account: world.aws.hub.id,
    times: 1,
    kind: { kind: "resource-failure", logicalId: "Queue", message: "no more queues" },
  });
  const client = new CloudFormationClient({
    endpoint: world.aws.url,
    region: "eu-west-1",
    credentials: world.hubCredentials,
  });
  const template = { Resources: { Queue: { Type: "AWS::SQS::Queue" } } };
  await client.send(new CreateStackCommand({ StackName: "demo", TemplateBody: JSON.stringify(template) }));
  const waiting = { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.02 };
  await expect(waitUntilStackCreateComplete(waiting, { StackName: "demo" })).rejects.toBeDefined();
  const { StackEvents: events } = await client.send(new DescribeStackEventsCommand({ StackName: "demo" }));
  const failed = events?.find(({ ResourceStatus: status }) => status === "CREATE_FAILED");
  expect([failed?.LogicalResourceId, failed?.ResourceStatusReason]).toEqual(["Queue", "no more queues"]);
  client.destroy();
});

test("what assumes a role is refused when its session has expired", async () => {
  world.aws.faults.add({ service: "sts", operation: "AssumeRole", kind: { kind: "expired-session" } });
  const { roleArn, externalId } = world.account(0);
  await expect(
    world
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: roleArn, ExternalId: externalId, RoleSessionName: "run" })),
  ).rejects.toMatchObject({ name: "ExpiredToken" });
});
