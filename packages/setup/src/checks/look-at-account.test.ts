import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSession, type PoolAccount } from "@regatta/accounts";
import { systemClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { iamClient } from "../aws/account-clients.ts";
import { lookAtAccount } from "./look-at-account.ts";

let aws: LocalAws;
const before = { ...process.env };
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 1 });
  delete process.env.AWS_PROFILE;
  Object.assign(process.env, aws.env);
});
afterAll(async () => {
  process.env = before;
  await aws.close();
});

const look = (account: PoolAccount) =>
  lookAtAccount(account, {
    protectedAccounts: [],
    runId: "doctor",
    bucket: "regatta-{account}-{region}",
    usesCdk: true,
    clock: systemClock,
  });

function inPool(change: Partial<PoolAccount> = {}): PoolAccount {
  const [account] = aws.accounts;
  if (!account) throw new Error("there is no account");
  const item = {
    state: "available",
    version: 1,
    changedAt: 0,
    fingerprints: {},
    failures: 0,
    history: [],
  } as const;
  return { ...item, ...account, ...change };
}

/** A role that lets the hub in without any external id, and may do no more than this. */
async function makeRole(name: string, actions: string[]): Promise<string> {
  const session = await openSession({ account: inPool(), runId: "test" });
  const iam = iamClient(session);
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${aws.hub.id}:root` },
    Action: ["sts:AssumeRole", "sts:TagSession"],
  };
  const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { Role: role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust) }),
  );
  const allow = { Effect: "Allow", Action: actions, Resource: "*" };
  await iam.send(
    new PutRolePolicyCommand({ RoleName: name, PolicyName: "some", PolicyDocument: document(allow) }),
  );
  iam.destroy();
  session.close();
  return role?.Arn ?? "";
}

test("a role that may do everything, with an external id that is asked for", async () => {
  expect(await look(inPool())).toMatchObject({
    entry: { kind: "entered" },
    withoutExternalId: { kind: "refused", code: "SESSION_REFUSED" },
    permissions: { kind: "simulated", denied: [] },
    bootstrap: "missing",
    sessionPolicies: [],
  });
});

test("a role that may do little, and asks for no external id", async () => {
  const actions = ["iam:SimulatePrincipalPolicy", "cloudformation:List*", "cloudformation:Describe*"];
  const facts = await look(inPool({ roleArn: await makeRole("Little", actions) }));
  expect(facts).toMatchObject({ withoutExternalId: { kind: "entered" } });
  expect(facts.permissions).toMatchObject({
    kind: "simulated",
    denied: expect.arrayContaining(["cloudformation:CreateStack", "s3:PutObject"]),
  });
  expect(facts.permissions).not.toMatchObject({
    denied: expect.arrayContaining(["cloudformation:DescribeStacks"]),
  });
});

test("a role that may ask IAM nothing is tried with calls that only read", async () => {
  const facts = await look(inPool({ roleArn: await makeRole("Blind", ["cloudformation:ListStacks"]) }));
  expect(facts).toMatchObject({
    permissions: { kind: "tried", denied: ["cloudformation:DescribeStacks"] },
    bootstrap: "unreadable",
  });
});
