import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  type DescribeStacksCommandOutput,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import {
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSession, type PoolAccount } from "@regatta/accounts";
import { ManualClock } from "@regatta/foundation";
import { readTemplate } from "./read-template.ts";
import { KitProject } from "./testing/kit-project.ts";
import { circleToken, externalId, type Keys, KitWorld } from "./testing/kit-world.ts";

/*
 * The templates of the kit, deployed by CloudFormation into an embedded AWS that honours every policy, and the real
 * thing under the roles they make. The accounts' roles are administrators, so that what they are refused is refused
 * by the template's own denials and not for want of a permission.
 */

let world: KitWorld;
let ci: Keys;
let kit: KitProject;
beforeAll(async () => {
  world = await KitWorld.start({ accountPolicies: "arn:aws:iam::aws:policy/AdministratorAccess" });
  kit = new KitProject();
  ci = await world.ci();
});
afterAll(async () => {
  kit?.remove();
  await world?.close();
});

const denied = expect.objectContaining({ name: expect.stringMatching(/^AccessDenied/) });

function account(index: number) {
  const found = world.aws.accounts[index];
  if (!found) throw new Error(`there is no account ${index}`);
  return found;
}

function iamOf(keys: Keys): IAMClient {
  return world.kept(new IAMClient(world.settings(keys)));
}

function cloudformationOf(keys: Keys): CloudFormationClient {
  return world.kept(new CloudFormationClient(world.settings(keys)));
}

/** The environment of these keys, for what takes the SDK's own chain. */
function environmentOf({ accessKeyId, secretAccessKey, sessionToken = "" }: Keys): Record<string, string> {
  return {
    ...world.aws.env,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

test("a run works with the CI role's token and nothing else: it looks at the pool, deploys, tests, hands back", async () => {
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...endpoint } = world.aws.env;
  const env = {
    ...endpoint,
    AWS_ROLE_ARN: `arn:aws:iam::${world.aws.hub.id}:role/regatta-ci`,
    AWS_WEB_IDENTITY_TOKEN_FILE: kit.write("token", circleToken()),
  };
  const { code, output } = await kit.regatta(["run"], env);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("1 passed") });
  expect((await world.pool(ci).list()).map(({ state }) => state)).toEqual(["available", "available"]);
  const denials = world.aws.requests.list().filter(({ status }) => status === 403);
  expect(denials).toEqual([]);
}, 60_000);

test("a token of another project opens nothing", async () => {
  await expect(world.ci("somebody-else")).rejects.toEqual(denied);
});

test("the CI role touches no other pool, no other table and nothing but items", async () => {
  await expect(world.pool(ci, { pool: "theirs" }).list()).rejects.toMatchObject({ code: "ACCESS_DENIED" });
  await expect(world.pool(ci, { table: "orders" }).list()).rejects.toMatchObject({ code: "ACCESS_DENIED" });
  const dynamodb = world.kept(new DynamoDBClient(world.settings(ci)));
  await expect(dynamodb.send(new ScanCommand({ TableName: "regatta" }))).rejects.toEqual(denied);
  const write = (pk: string) =>
    dynamodb.send(
      new UpdateItemCommand({
        TableName: "regatta",
        Key: { pk: { S: pk }, sk: { S: "file#x" } },
        UpdateExpression: "SET claim = :claim",
        ExpressionAttributeValues: { ":claim": { S: "c" } },
      }),
    );
  // What several containers of a run share.
  await write("run#kit#workflow");
  // What runs record, by pool.
  await write("runs#default");
  await expect(write("runs#theirs")).rejects.toEqual(denied);
  await expect(write("runs")).rejects.toEqual(denied);
  const Item = { pk: { S: "pool#default" }, sk: { S: "account#999999999999/eu-west-1" } };
  await expect(dynamodb.send(new PutItemCommand({ TableName: "regatta", Item }))).rejects.toEqual(denied);
  await expect(
    cloudformationOf(ci).send(new DeleteStackCommand({ StackName: "regatta-table" })),
  ).rejects.toEqual(denied);
});

test("the CI role becomes the accounts' roles, by the external id, and no other", async () => {
  const { id } = account(0);
  await world.assume(ci, { id, role: "regatta-account", externalId });
  await world.assume(ci, { id, role: "regatta-cleaner", externalId });
  await expect(world.assume(ci, { id, role: "regatta-account" })).rejects.toEqual(denied);
  await expect(world.assume(ci, { id, role: "RegattaTest", externalId: "regatta-demo" })).rejects.toEqual(
    denied,
  );
  await expect(world.assume(ci, { id: world.aws.hub.id, role: "admin", externalId })).rejects.toEqual(denied);
});

test("an account's role, administrator or not, changes neither itself nor the cleaner's role, nor its stack", async () => {
  const keys = await world.assume(ci, { id: account(0).id, role: "regatta-account", externalId });
  const iam = iamOf(keys);
  const all = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  const PolicyDocument = JSON.stringify(all);
  for (const RoleName of ["regatta-account", "regatta-cleaner"]) {
    const put = new PutRolePolicyCommand({ RoleName, PolicyName: "mine", PolicyDocument });
    await expect(iam.send(put)).rejects.toEqual(denied);
    const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toEqual(denied);
    const trust = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument });
    await expect(iam.send(trust)).rejects.toEqual(denied);
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toEqual(denied);
    const Properties = { PolicyName: "mine", Roles: [RoleName], PolicyDocument: all };
    const template = JSON.stringify({ Resources: { Mine: { Type: "AWS::IAM::Policy", Properties } } });
    await expect(world.stack(keys, { name: `by-${RoleName}`, template })).rejects.toThrow(
      `iam:PutRolePolicy on resource: arn:aws:iam::${account(0).id}:role/${RoleName} with an explicit deny`,
    );
  }
  const own = new DeleteStackCommand({ StackName: "regatta-account-role" });
  await expect(cloudformationOf(keys).send(own)).rejects.toEqual(denied);
});

test("the cleaner's role puts the revoking policy on the account's role, and changes neither otherwise", async () => {
  const keys = await world.assume(ci, { id: account(0).id, role: "regatta-cleaner", externalId });
  const iam = iamOf(keys);
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { DateLessThan: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" } },
      },
    ],
  });
  const put = (RoleName: string) =>
    iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "regatta-revoke-older-sessions", PolicyDocument }),
    );
  await put("regatta-account");
  await expect(put("regatta-cleaner")).rejects.toEqual(denied);
  await expect(put("RegattaTest")).rejects.toEqual(denied);
  for (const RoleName of ["regatta-account", "regatta-cleaner"]) {
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toEqual(denied);
    await expect(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))).rejects.toEqual(
      denied,
    );
  }
  const change = new CreateChangeSetCommand({ StackName: "x", ChangeSetName: "x", TemplateBody: "{}" });
  await expect(cloudformationOf(keys).send(change)).rejects.toEqual(denied);
});

test("the table is the one `pool init` makes, with what keeps it safe", async () => {
  await world.pool(world.hub, { table: "made" }).createTable();
  const dynamodb = world.kept(new DynamoDBClient(world.settings(world.hub)));
  const shape = async (TableName: string) => {
    const { Table: table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const { KeySchema: keys, AttributeDefinitions: attributes, BillingModeSummary: billing } = table ?? {};
    return { keys, attributes, mode: billing?.BillingMode };
  };
  expect(await shape("regatta")).toEqual(await shape("made"));
  const template = readTemplate("table").replace(/\s+/g, " ");
  for (const setting of [
    "DeletionPolicy: Retain",
    "DeletionProtectionEnabled: true",
    "PointInTimeRecoveryEnabled: true",
    "SSEEnabled: true",
    "TimeToLiveSpecification: AttributeName: expiresAt Enabled: true",
  ])
    expect(template).toContain(setting);
});

test("a zombie can do nothing in the account once that was reaped and cleaned, the next holder can", async () => {
  Object.assign(process.env, environmentOf(ci));
  const only = [account(0).id];
  const stopped = world.pool(ci, { clock: new ManualClock() });
  const lent = await stopped.acquire({
    runId: "vanished",
    holder: "a machine asleep",
    durationMs: 30_000,
    only,
  });
  if (lent.kind !== "leased") throw new Error("nothing was leased");
  const zombie = await openSession({ account: lent.lease.account, runId: "vanished" });
  const keys = await zombie.credentials();
  const template = JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } } });
  await world.stack(keys, { name: "half-done", template });
  world.ahead.ms += 60_000;
  const cleaned = await kit.regatta(["clean"], environmentOf(ci));
  expect(cleaned).toEqual({ code: 0, output: expect.stringContaining("1 cleaned") });
  await expect(world.stack(keys, { name: "more", template })).rejects.toThrow(
    "cloudformation:CreateStack on resource: arn:aws:cloudformation:eu-west-1:210000000001:stack/more/* with an explicit deny",
  );
  await expect(
    cloudformationOf(keys).send(new DeleteStackCommand({ StackName: "half-done" })),
  ).rejects.toEqual(denied);
  await expect(look(keys)).rejects.toEqual(denied);
  const pool = world.pool(ci);
  const again = await pool.acquire({ runId: "next", holder: "test", durationMs: 60_000, only });
  if (again.kind !== "leased") throw new Error("it did not become available");
  const next = await openSession({ account: again.lease.account, runId: "next" });
  const { Stacks: left = [] } = await look(await next.credentials());
  expect(left.map(({ StackName: name }) => name).sort()).toEqual([
    "regatta-account-role",
    "regatta-cleaner-role",
  ]);
  for (const session of [zombie, next]) session.close();
  await again.lease.release({});
  const stats = await kit.regatta(["stats", "--json"], environmentOf(ci));
  expect(JSON.parse(stats.output)).toMatchObject({
    tests: { runs: 1, outcomes: { green: 1 } },
    vanishedRuns: ["vanished"],
    dirty: [{ what: "its holder vanished: the lease ran out", count: 1 }],
  });
}, 60_000);

/** What needs an action, done by who has it; each undoes what it did. */
const needs: Array<
  [role: "regatta-ci" | "regatta-account" | "regatta-cleaner", action: string, doIt: () => Promise<unknown>]
> = [
  ["regatta-ci", "dynamodb:Query", () => world.pool(ci).list()],
  ["regatta-ci", "dynamodb:UpdateItem", leaseOne],
  ["regatta-ci", "sts:AssumeRole", () => enter()],
  ["regatta-ci", "sts:TagSession", () => enter()],
  ["regatta-account", "cloudformation:DescribeStacks", async () => look(await worker("regatta-account"))],
  ["regatta-cleaner", "iam:PutRolePolicy", async () => revoke(await worker("regatta-cleaner"))],
  ["regatta-cleaner", "cloudformation:ListStacks", async () => list(await worker("regatta-cleaner"))],
];

function worker(role: string): Promise<Keys> {
  return world.assume(ci, { id: account(1).id, role, externalId });
}

async function leaseOne(): Promise<void> {
  const result = await world.pool(ci).acquire({ runId: "r1", holder: "test", durationMs: 60_000 });
  if (result.kind === "leased") await result.lease.release({});
}

async function enter(): Promise<void> {
  Object.assign(process.env, environmentOf(ci));
  const [first] = (await world.pool(ci).list()) as [PoolAccount];
  const session = await openSession({ account: first, runId: "r1" });
  session.close();
}

function look(keys: Keys): Promise<DescribeStacksCommandOutput> {
  return cloudformationOf(keys).send(new DescribeStacksCommand({}));
}

function list(keys: Keys): Promise<unknown> {
  return cloudformationOf(keys).send(new ListStacksCommand({}));
}

function revoke(keys: Keys): Promise<unknown> {
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const RoleName = "regatta-account";
  return iamOf(keys).send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "regatta-revoke-older-sessions", PolicyDocument }),
  );
}

test.each(needs)("%s without %s cannot do its work, and can with it", async (role, action, doIt) => {
  const isHub = role === "regatta-ci";
  const admin = iamOf(isHub ? world.hub : await world.admin(account(1).id));
  const PolicyName = {
    "regatta-ci": "regatta-pool",
    "regatta-account": "regatta-deploy",
    "regatta-cleaner": "regatta-clean",
  }[role];
  const { PolicyDocument = "" } = await admin.send(new GetRolePolicyCommand({ RoleName: role, PolicyName }));
  const whole = decodeURIComponent(PolicyDocument);
  const put = (text: string) =>
    admin.send(new PutRolePolicyCommand({ RoleName: role, PolicyName, PolicyDocument: text }));
  await doIt();
  const less = whole.replaceAll(`"${action}"`, '"none:None"');
  expect(less).not.toBe(whole);
  await put(less);
  // The account's role is an administrator here: the lack shows once it is not.
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  const isAdmin = role === "regatta-account";
  if (isAdmin) await admin.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn }));
  await expect(doIt()).rejects.toThrow(new RegExp(`not authorized to perform: ${action}`));
  await put(whole);
  await doIt();
  if (isAdmin) await admin.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn }));
});
