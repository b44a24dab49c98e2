import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { GetRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSession, type Session } from "@regatta/accounts";
import { systemClock } from "@regatta/foundation";
import { CleanerWorld } from "../testing/cleaner-world.ts";
import { revocationPolicyName } from "./revocation-policy.ts";
import { revokeOlderSessions } from "./revoke-older-sessions.ts";

const roleName = "RegattaTest";
const template = JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } } });

/** How far the servers have got ahead of this machine, ms. */
let later = 0;
let world: CleanerWorld;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => systemClock.now() + later };
  world = await CleanerWorld.start({ accounts: 4, clock });
});
afterAll(() => world.close());

async function inAccount<Result>(
  session: Session,
  use: (client: CloudFormationClient) => Promise<Result>,
): Promise<Result> {
  const credentials = await session.credentials();
  const client = new CloudFormationClient({ region: session.account.region, credentials, maxAttempts: 1 });
  return use(client).finally(() => client.destroy());
}

function accountOf(id: string) {
  const account = world.aws.accounts.find((one) => one.id === id);
  if (!account) throw new Error(`there is no account ${id}`);
  return account;
}

test("a zombie with the role's old credentials can do nothing any more, the cleaner and the next holder can", async () => {
  const { context, events } = await world.account();
  const account = accountOf(context.account.id);
  const zombie = await openSession({ account, runId: "vanished" });
  await inAccount(zombie, (client) =>
    client.send(new CreateStackCommand({ StackName: "mine", TemplateBody: template })),
  );
  later += 10_000;
  await revokeOlderSessions(context, { roleName });
  const denied = {
    name: "AccessDenied",
    message: expect.stringContaining("with an explicit deny in an identity-based policy"),
  };
  await inAccount(zombie, async (client) => {
    const create = new CreateStackCommand({ StackName: "more", TemplateBody: template });
    await expect(client.send(create)).rejects.toMatchObject(denied);
    await expect(client.send(new DeleteStackCommand({ StackName: "mine" }))).rejects.toMatchObject(denied);
    await expect(client.send(new ListStacksCommand({}))).rejects.toMatchObject(denied);
  });
  await context.clients.cloudFormation.send(new DeleteStackCommand({ StackName: "mine" }));
  const next = await openSession({ account, runId: "next" });
  await inAccount(next, (client) => client.send(new ListStacksCommand({})));
  expect(events).toEqual([{ kind: "sessions-revoked", roleName }]);
  later += 10_000;
  await revokeOlderSessions(context, { roleName });
  await expect(inAccount(next, (client) => client.send(new ListStacksCommand({})))).rejects.toMatchObject(
    denied,
  );
  for (const session of [zombie, next]) session.close();
});

test("the time is AWS's: a cleaner whose clock is hours ahead shuts out no later session", async () => {
  const ahead = { ...systemClock, now: () => systemClock.now() + 3 * 3_600_000 };
  const { context } = await world.account({ clock: ahead });
  await revokeOlderSessions(context, { roleName });
  const policy = new GetRolePolicyCommand({ RoleName: roleName, PolicyName: revocationPolicyName });
  const { PolicyDocument: text = "" } = await context.clients.iam.send(policy);
  const [, time = ""] = /"aws:TokenIssueTime":"([^"]+)"/.exec(decodeURIComponent(text)) ?? [];
  const now = systemClock.now() + later;
  expect(Date.parse(time)).toBeGreaterThan(now - 60_000);
  expect(Date.parse(time)).toBeLessThanOrEqual(now);
});

test("nothing is put on a role once the lease is lost", async () => {
  const { context, lose } = await world.account();
  lose(new Error("lost"));
  await expect(revokeOlderSessions(context, { roleName })).rejects.toThrow("lost");
  expect(world.aws.requests.list({ operation: "PutRolePolicy", account: context.account.id })).toEqual([]);
});

test("a role that is not there is named, with what to do", async () => {
  const { context } = await world.account();
  await expect(revokeOlderSessions(context, { roleName: "Other" })).rejects.toMatchObject({
    code: "REVOKE_REFUSED",
    message: expect.stringContaining("role Other"),
  });
});
