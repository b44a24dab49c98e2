import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import {
  CreateTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { anItem, aTable } from "../testing/tables.ts";
import { TestAws, type TestCredentials } from "../testing/test-aws.ts";
import { webIdentityToken } from "../testing/web-identity.ts";

/* One embedded AWS for all tests here: each has roles of its own. */

let world: TestAws;
beforeAll(async () => {
  world = await TestAws.start();
  await world.dynamodb().send(new CreateTableCommand(aTable("pool")));
});
afterAll(() => world.close());

const hubUser = "arn:aws:iam::100000000000:user/regatta";

function document(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function trust(Condition?: object): string {
  const Action = ["sts:AssumeRole", "sts:TagSession"];
  return document({ Effect: "Allow", Principal: { AWS: hubUser }, Action, ...(Condition && { Condition }) });
}

/** A role of the hub with one inline policy. @returns keys of a session of it. */
async function sessionOf(name: string, ...statements: object[]): Promise<TestCredentials> {
  await world.iam().send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust() }));
  await put(name, "inline", document(...statements));
  return world.assume({ RoleArn: `arn:aws:iam::100000000000:role/${name}` });
}

async function put(RoleName: string, PolicyName: string, PolicyDocument: string): Promise<void> {
  await world.iam().send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}

test("a role is made, told, listed and deleted, its documents as they were given", async () => {
  const iam = world.iam();
  const made = await iam.send(
    new CreateRoleCommand({ RoleName: "plain", AssumeRolePolicyDocument: trust() }),
  );
  expect(made.Role).toMatchObject({ Arn: "arn:aws:iam::100000000000:role/plain", MaxSessionDuration: 3600 });
  await put("plain", "p", document({ Effect: "Allow", Action: "s3:*", Resource: "*" }));
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: "plain" }));
  expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "")).toBe(trust());
  const kept = await iam.send(new GetRolePolicyCommand({ RoleName: "plain", PolicyName: "p" }));
  expect(JSON.parse(decodeURIComponent(kept.PolicyDocument ?? ""))).toMatchObject({ Version: "2012-10-17" });
  expect((await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName)).toContain(
    "plain",
  );
  const deletion = new DeleteRoleCommand({ RoleName: "plain" });
  await expect(iam.send(deletion)).rejects.toMatchObject({ name: "DeleteConflictException" });
  await iam.send(new DeleteRolePolicyCommand({ RoleName: "plain", PolicyName: "p" }));
  await iam.send(deletion);
  await expect(iam.send(new GetRoleCommand({ RoleName: "plain" }))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
});

test("pool accounts have the role they are entered by, and a deny at it bites", async () => {
  const credentials = await world.enter(1);
  const iam = world.iam({ credentials });
  const RoleName = "RegattaTest";
  expect((await iam.send(new GetRoleCommand({ RoleName }))).Role?.RoleName).toBe(RoleName);
  await world.dynamodb({ credentials }).send(new ListTablesCommand({}));
  const deny = document({ Effect: "Deny", Action: "dynamodb:*", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "stop", PolicyDocument: deny }));
  await expect(world.dynamodb({ credentials }).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message:
      "User: arn:aws:sts::210000000002:assumed-role/RegattaTest/regatta-test is not authorized to perform: dynamodb:ListTables with an explicit deny in an identity-based policy",
  });
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "stop" }));
  await world.dynamodb({ credentials }).send(new ListTablesCommand({}));
});

test("a session does what its role's policies allow, in the partitions they name", async () => {
  const credentials = await sessionOf("reader", {
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:Query"],
    Resource: "arn:aws:dynamodb:*:*:table/pool",
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["pool#main*"] } },
  });
  const dynamodb = world.dynamodb({ credentials });
  const get = (key: string, TableName = "pool") =>
    dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: key }, sk: { S: "-" } } }));
  const query = (key: string) =>
    dynamodb.send(
      new QueryCommand({
        TableName: "pool",
        KeyConditionExpression: "#k = :k",
        ExpressionAttributeNames: { "#k": "pk" },
        ExpressionAttributeValues: { ":k": { S: key } },
      }),
    );
  await get("pool#main");
  await query("pool#main");
  const denied = { name: "AccessDeniedException" };
  await expect(get("pool#other")).rejects.toMatchObject(denied);
  await expect(query("pool#other")).rejects.toMatchObject(denied);
  await expect(get("pool#main", "another")).rejects.toMatchObject(denied);
  const write = new PutItemCommand({ TableName: "pool", Item: anItem("pool#main", "v") });
  await expect(dynamodb.send(write)).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining(
      "is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:100000000000:table/pool because no identity-based policy allows the dynamodb:PutItem action",
    ),
  });
  expect(await world.sts({ credentials }).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: "arn:aws:sts::100000000000:assumed-role/reader/regatta-test",
  });
});

test("sessions older than a time are refused, and the ones after it go on", async () => {
  const all = { Effect: "Allow", Action: "*", Resource: "*" };
  const old = await sessionOf("revoked", all);
  const put = async (time: string): Promise<void> => {
    const Condition = { DateLessThan: { "aws:TokenIssueTime": time } };
    const PolicyDocument = document({ Effect: "Deny", Action: "*", Resource: "*", Condition });
    const command = { RoleName: "revoked", PolicyName: "revoke", PolicyDocument };
    await world.iam().send(new PutRolePolicyCommand(command));
  };
  const look = (): Promise<unknown> => world.dynamodb({ credentials: old }).send(new ListTablesCommand({}));
  await put("2026-01-01T00:00:00Z");
  await look();
  await put(new Date(Date.now() + 60_000).toISOString());
  await expect(look()).rejects.toMatchObject({ name: "AccessDeniedException" });
});

test("a session of a role that was deleted, or made anew, is worth nothing", async () => {
  const credentials = await sessionOf("gone", { Effect: "Allow", Action: "*", Resource: "*" });
  await world.iam().send(new DeleteRolePolicyCommand({ RoleName: "gone", PolicyName: "inline" }));
  await world.iam().send(new DeleteRoleCommand({ RoleName: "gone" }));
  const look = (): Promise<unknown> => world.dynamodb({ credentials }).send(new ListTablesCommand({}));
  await expect(look()).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  await sessionOf("gone", { Effect: "Allow", Action: "*", Resource: "*" });
  await expect(look()).rejects.toMatchObject({ name: "UnrecognizedClientException" });
});

test("a role lets in whom it trusts, with the external id and the tags it wants", async () => {
  const Condition = {
    StringEquals: { "sts:ExternalId": "ours" },
    StringLike: { "aws:RequestTag/regatta:run": "r-*" },
  };
  const AssumeRolePolicyDocument = trust(Condition);
  await world.iam().send(new CreateRoleCommand({ RoleName: "picky", AssumeRolePolicyDocument }));
  const RoleArn = "arn:aws:iam::100000000000:role/picky";
  const tags = (Value: string) => ({ Tags: [{ Key: "regatta:run", Value }] });
  await world.assume({ RoleArn, ExternalId: "ours", ...tags("r-1") });
  for (const input of [
    { ExternalId: "others", ...tags("r-1") },
    { ExternalId: "ours", ...tags("x") },
    tags("r-1"),
  ])
    await expect(world.assume({ RoleArn, ...input })).rejects.toMatchObject({ name: "AccessDenied" });
  const session = world.assume({ RoleArn, ExternalId: "ours", ...tags("r-1"), DurationSeconds: 7200 });
  await expect(session).rejects.toThrow("exceeds the MaxSessionDuration");
});

test("a role that may not become another is refused before the other one is asked", async () => {
  const picky = { RoleArn: "arn:aws:iam::210000000001:role/RegattaTest", ExternalId: "regatta-demo" };
  const credentials = await sessionOf("nobody", { Effect: "Allow", Action: "s3:*", Resource: "*" });
  await expect(world.assume(picky, { credentials })).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining("because no identity-based policy allows the sts:AssumeRole action"),
  });
});

test("a stack is made as far as its maker may make what is in it", async () => {
  const credentials = await sessionOf(
    "deployer",
    { Effect: "Allow", Action: "cloudformation:*", Resource: "*" },
    { Effect: "Allow", Action: "ssm:PutParameter", Resource: "arn:aws:ssm:*:*:parameter/app/*" },
    { Effect: "Allow", Action: "ssm:DeleteParameter", Resource: "*" },
  );
  const cloudformation = world.cloudformation({ credentials });
  const stack = (StackName: string, Name: string) =>
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify({
        Resources: { P: { Type: "AWS::SSM::Parameter", Properties: { Name, Type: "String", Value: "v" } } },
      }),
    });
  const wait = { client: cloudformation, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.05 };
  await cloudformation.send(stack("good", "/app/x"));
  await waitUntilStackCreateComplete(wait as never, { StackName: "good" });
  await cloudformation.send(stack("bad", "/other/x"));
  await expect(waitUntilStackCreateComplete(wait as never, { StackName: "bad" })).rejects.toThrow("ROLLBACK");
  const { StackEvents: events = [] } = await cloudformation.send(
    new DescribeStackEventsCommand({ StackName: "bad" }),
  );
  const reasons = events.map(({ ResourceStatusReason: reason = "" }) => reason).join("\n");
  expect(reasons).toContain(
    "not authorized to perform: ssm:PutParameter on resource: arn:aws:ssm:eu-west-1:100000000000:parameter/other/x",
  );
});

test("roles, policies and providers of a template are real, and a token of the provider opens the role", async () => {
  const url = "oidc.circleci.com/org/o1";
  const TemplateBody = JSON.stringify({
    Resources: {
      Provider: {
        Type: "AWS::IAM::OIDCProvider",
        Properties: { Url: `https://${url}`, ClientIdList: ["o1"] },
      },
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "ci",
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: { Federated: { Ref: "Provider" } },
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: {
                StringLike: { [`${url}:sub`]: "org/o1/project/p1/*" },
                StringEquals: { [`${url}:aud`]: "o1" },
              },
            },
          },
          ManagedPolicyArns: [{ Ref: "Policy" }],
        },
      },
      Policy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Action: "dynamodb:ListTables", Resource: "*" },
          },
        },
      },
    },
  });
  const client = world.cloudformation();
  await client.send(
    new CreateStackCommand({ StackName: "ci", TemplateBody, Capabilities: ["CAPABILITY_NAMED_IAM"] }),
  );
  await waitUntilStackCreateComplete({ client, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.05 } as never, {
    StackName: "ci",
  });
  const RoleArn = "arn:aws:iam::100000000000:role/ci";
  const enter = (claims: object) =>
    world.sts().send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn,
        RoleSessionName: "job",
        WebIdentityToken: webIdentityToken({
          iss: `https://${url}`,
          aud: "o1",
          sub: "org/o1/project/p1/user/u",
          ...claims,
        }),
      }),
    );
  const { Credentials: keys } = await enter({});
  const credentials = {
    accessKeyId: keys?.AccessKeyId ?? "",
    secretAccessKey: keys?.SecretAccessKey ?? "",
    sessionToken: keys?.SessionToken ?? "",
  };
  await world.dynamodb({ credentials }).send(new ListTablesCommand({}));
  await expect(enter({ sub: "org/o1/project/p2/user/u" })).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(enter({ aud: "o2" })).rejects.toMatchObject({ name: "InvalidIdentityTokenException" });
  await expect(enter({ exp: 1 })).rejects.toMatchObject({ name: "ExpiredTokenException" });
  await expect(enter({ iss: "https://evil.example" })).rejects.toMatchObject({
    name: "InvalidIdentityTokenException",
  });
});

test("what a role may do can be asked without trying it", async () => {
  await sessionOf("asked", { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::b/*" });
  const simulation = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: "arn:aws:iam::100000000000:role/asked",
    ActionNames: ["s3:GetObject", "s3:PutObject"],
    ResourceArns: ["arn:aws:s3:::b/k"],
  });
  const { EvaluationResults: results } = await world.iam().send(simulation);
  expect(results?.map(({ EvalDecision: decision }) => decision)).toEqual(["allowed", "implicitDeny"]);
});
