import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStacksCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSession } from "@regatta/accounts";
import { systemClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { SharedReader, StackReader } from "@regatta/stacks";
import type { CleaningEvent } from "../account/cleaning-event.ts";
import { cutOffBy } from "../clients/cut-off-by.ts";
import { untilSettled } from "./delete-calls.ts";
import { type DeleteStacksOptions, deleteStacks } from "./delete-stacks.ts";

let aws: LocalAws;
let taken = 0;
const open: Array<{ close(): void }> = [];
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 20, timings: { observeMs: 1 } });
  Object.assign(process.env, aws.env);
});
afterAll(async () => {
  for (const one of open) one.close();
  await aws.close();
});

interface Told {
  Fail?: string;
  Times?: number;
  Message?: string;
}

const thing = (told: Told = {}, more: object = {}) => ({
  Type: "AWS::SNS::Topic",
  Metadata: { LocalAws: told },
  ...more,
});
const of = (resources: object, rest: object = {}) => ({ Resources: resources, ...rest });
const exporting = (Name: string, resources: object = { A: thing() }) =>
  of(resources, { Outputs: { O: { Value: "v", Export: { Name } } } });
const importing = (Name: string, told: Told = {}) =>
  of({ B: thing(told, { Properties: { DisplayName: { "Fn::ImportValue": Name } } }) });

/** An account nobody has touched, with what deletes stacks in it as cleaning it would: the two clients needed, no more. */
async function anAccount() {
  const account = aws.accounts[taken++];
  if (!account) throw new Error("no account is left: start more");
  const lost = new AbortController();
  const { signal } = lost;
  const session = await openSession({ account, runId: "test", signal });
  const settings = { region: account.region, credentials: session.credentials };
  const [client, s3] = [new CloudFormationClient(settings), new S3Client(settings)];
  cutOffBy(client, signal);
  open.push(session, { close: () => client.destroy() }, { close: () => s3.destroy() });
  const [clock, pollMs] = [systemClock, 5];
  const events: CleaningEvent[] = [];
  const reader = new StackReader({ client, signal });
  const stacks = new SharedReader({ reader, clock, gatherMs: 1, signal });
  const calls = { client, stacks, clock, pollMs, signal };
  const cleared: unknown[] = [];
  const remove = (special: Partial<DeleteStacksOptions> = {}) =>
    deleteStacks({
      calls,
      rules: { isKept: (name) => name === "kept", isLast: (name) => name === "CDKToolkit" },
      ownRoles: ["Cleaner"],
      concurrency: 5,
      clearObstacles: async (_, about) => void cleared.push(about),
      onEvent: (event) => void events.push(event),
      ...special,
    });
  const create = async (StackName: string, template: object, more: Partial<CreateStackCommandInput> = {}) => {
    const input = { StackName, TemplateBody: JSON.stringify(template), ...more };
    const { StackId = "" } = await client.send(new CreateStackCommand(input));
    return untilSettled(calls, StackId);
  };
  const names = async () => {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    return Stacks.map(({ StackName }) => StackName).sort();
  };
  return { id: account.id, lost, events, client, s3, remove, create, names, cleared };
}

const toldOf = ({ events }: { events: CleaningEvent[] }, kind: string) =>
  events.flatMap((event) => (event.kind === kind && "stackName" in event ? [event.stackName] : []));

test("importers go before exporters, the bootstrap stack last, protected by termination protection or not", async () => {
  const account = await anAccount();
  await account.create("CDKToolkit", of({ A: thing() }));
  await account.create("net", exporting("net"));
  await account.create("app", importing("net"));
  await account.create("data", exporting("data"), { EnableTerminationProtection: true });
  await account.create("web", importing("data"));
  const result = await account.remove();
  expect(result).toMatchObject({ failures: [], left: [], kept: [] });
  expect([...result.deleted].sort()).toEqual(["CDKToolkit", "app", "data", "net", "web"]);
  const order = toldOf(account, "stack-deleted");
  expect(order.indexOf("app")).toBeLessThan(order.indexOf("net"));
  expect(order.indexOf("web")).toBeLessThan(order.indexOf("data"));
  expect(order.at(-1)).toBe("CDKToolkit");
  expect(await account.names()).toEqual([]);
});

test("what a protected stack imports from stays, and both are named", async () => {
  const account = await anAccount();
  await account.create("deep", exporting("deep"));
  await account.create("net", exporting("net", importing("deep").Resources));
  await account.create("kept", importing("net"));
  await account.create("free", of({ A: thing() }));
  const result = await account.remove();
  expect(result).toMatchObject({ deleted: ["free"], kept: ["kept"] });
  expect([...result.failures].sort((a, b) => (a.stackName < b.stackName ? -1 : 1))).toEqual([
    { stackName: "deep", reason: "exports of it are used by stacks that stay: deep by net" },
    { stackName: "net", reason: "exports of it are used by stacks that stay: net by kept" },
  ]);
  expect(await account.names()).toEqual(["deep", "kept", "net"]);
});

test("a delete that is refused, for an export came into use after the look, is told and not waited for", async () => {
  const account = await anAccount();
  await account.create("net", exporting("net"));
  const clearObstacles = async () => void (await account.create("late", importing("net")));
  const { deleted, failures } = await account.remove({ clearObstacles });
  expect([deleted, failures]).toEqual([
    [],
    [{ stackName: "net", reason: expect.stringMatching(/Cannot delete export net as it is in use by late/) }],
  ]);
  expect(await account.names()).toEqual(["late", "net"]);
});

test("what resists once is tried again after its obstacles were cleared, with the reason known", async () => {
  const account = await anAccount();
  await account.create("app", of({ A: thing({ Fail: "delete", Times: 1, Message: "not empty" }) }));
  expect(await account.remove()).toMatchObject({ deleted: ["app"], left: [], failures: [] });
  expect(account.cleared).toEqual([{ attempt: 1 }, { attempt: 2, reason: "A: not empty" }]);
});

test("what keeps resisting is retained, in nested stacks too, and named", async () => {
  const account = await anAccount();
  const inner = JSON.stringify(of({ Deep: thing({ Fail: "delete", Message: "never" }), Fine: thing() }));
  const { s3 } = account;
  await s3.send(new CreateBucketCommand({ Bucket: "templates-of-a-test" }));
  await s3.send(new PutObjectCommand({ Bucket: "templates-of-a-test", Key: "inner.json", Body: inner }));
  const TemplateURL = `https://templates-of-a-test.s3.eu-west-1.amazonaws.com/inner.json`;
  await account.create(
    "app",
    of({
      Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } },
      Own: thing({ Fail: "delete", Message: "nor this" }),
    }),
  );
  const result = await account.remove();
  expect(result).toMatchObject({ deleted: ["app"], failures: [] });
  expect(result.left.map(({ stackName, type }) => [stackName, type])).toEqual([
    ["app", "AWS::SNS::Topic"],
    ["app", "AWS::SNS::Topic"],
  ]);
  expect(await account.names()).toEqual([]);
});

test("what fails even when others are retained goes by force", async () => {
  const account = await anAccount();
  const told = (name: string): Told => ({ Fail: "delete", Message: `${name} stays` });
  await account.create(
    "app",
    of({ Net: thing(told("net")), Host: thing(told("host"), { DependsOn: "Net" }) }),
  );
  const result = await account.remove();
  expect(result).toMatchObject({ deleted: ["app"], failures: [] });
  expect(result.left).toHaveLength(2);
});

test("what only time removes is not retained but waited for", async () => {
  const account = await anAccount();
  const Message = "resource sg-0a1b has a dependent object";
  await account.create("vpc", of({ Group: thing({ Fail: "delete", Message }) }));
  expect((await account.remove()).failures).toEqual([
    { stackName: "vpc", reason: `Group: ${Message}`, retryMs: 20 * 60_000 },
  ]);
  expect(await account.names()).toEqual(["vpc"]);
});

test("an account that takes few deletes at once gets few, and all stacks go", async () => {
  const account = await anAccount();
  const names = ["a", "b", "c", "d", "e", "f"];
  await Promise.all(names.map((name) => account.create(name, of({ A: thing() }))));
  const fault = aws.faults.add({
    account: account.id,
    kind: { kind: "resource-failure", action: "delete", whileDeletingMoreThan: 2 },
  });
  expect(await account.remove()).toMatchObject({ failures: [], left: [] });
  aws.faults.clear(fault);
  expect(await account.names()).toEqual([]);
});

test("stacks in any state are deleted: rolled back, in review, being created", async () => {
  const account = await anAccount();
  const failed = await account.create("broken", of({ A: thing({ Fail: "create" }) }));
  expect(failed?.status).toBe("ROLLBACK_COMPLETE");
  const review = { StackName: "review", ChangeSetName: "r", ChangeSetType: "CREATE" } as const;
  const TemplateBody = JSON.stringify(of({ A: thing() }));
  await account.client.send(new CreateChangeSetCommand({ ...review, TemplateBody }));
  await account.client.send(new CreateStackCommand({ StackName: "new", TemplateBody }));
  expect(await account.remove()).toMatchObject({ failures: [] });
  expect(await account.names()).toEqual([]);
});

test("the stack that holds the cleaner's own role is kept, whatever the config says", async () => {
  const account = await anAccount();
  const Statement = [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }];
  const AssumeRolePolicyDocument = { Version: "2012-10-17", Statement };
  const role = { Type: "AWS::IAM::Role", Properties: { RoleName: "Cleaner", AssumeRolePolicyDocument } };
  await account.create("roles", of({ R: role }), { Capabilities: ["CAPABILITY_NAMED_IAM"] });
  expect(await account.remove()).toMatchObject({ deleted: [], kept: ["roles"], failures: [] });
  expect(await account.names()).toEqual(["roles"]);
});

test("a lease lost in the middle: nothing more is deleted", async () => {
  const account = await anAccount();
  await account.create("net", exporting("net"));
  await account.create("app", importing("net"));
  const lost = new Error("the lease is lost");
  const clearObstacles = async () => account.lost.abort(lost);
  await expect(account.remove({ clearObstacles })).rejects.toBe(lost);
  const deletes = { account: account.id, operation: "DeleteStack" };
  expect(aws.requests.list(deletes)).toEqual([]);
});

test("a stack with more resources than DescribeStackResources tells is known whole", async () => {
  const account = await anAccount();
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`T${i}`, thing()]));
  await account.create("many", of(many));
  let known = 0;
  const clearObstacles = async (contents: readonly unknown[]) => {
    known = contents.length;
  };
  expect(await account.remove({ clearObstacles })).toMatchObject({ deleted: ["many"] });
  expect(known).toBe(120);
  const { StackSummaries = [] } = await account.client.send(new ListStacksCommand({}));
  expect(StackSummaries.map(({ StackStatus }) => StackStatus)).toEqual(["DELETE_COMPLETE"]);
});
