import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import { TestAws, withFolder } from "../testing/test-aws.ts";

let world: TestAws | undefined;
afterEach(() => world?.close());

function assume(aws: TestAws, special: Partial<AssumeRoleCommandInput> = {}): AssumeRoleCommand {
  const { roleArn, externalId } = aws.account(0);
  return new AssumeRoleCommand({
    RoleArn: roleArn,
    ExternalId: externalId,
    RoleSessionName: "regatta-run7",
    Tags: [{ Key: "regatta:run", Value: "run7" }],
    ...special,
  });
}

test("the hub's user is told who it is", async () => {
  world = await TestAws.start();
  expect(await world.sts().send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: world.aws.hub.id,
    Arn: "arn:aws:iam::100000000000:user/regatta",
  });
});

test("an assumed role's keys belong to its account", async () => {
  world = await TestAws.start();
  const { Credentials: keys, AssumedRoleUser: user } = await world.sts().send(assume(world));
  expect(keys?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(user?.Arn).toBe("arn:aws:sts::210000000001:assumed-role/RegattaTest/regatta-run7");
  const identity = await world
    .sts({ credentials: await world.enter(0) })
    .send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Account: "210000000001",
    Arn: "arn:aws:sts::210000000001:assumed-role/RegattaTest/regatta-test",
  });
});

test("a session lives as long as was asked, an hour by default, and never longer than the cap", async () => {
  const now = Date.parse("2030-01-01T00:00:00Z");
  const clock = { ...systemClock, now: () => now };
  const livesUntil = async (options: object, special: object): Promise<string | undefined> => {
    const aws = await TestAws.start({ clock, ...options });
    // The clocks disagree by years: the SDK corrects that by the Date header and tries again.
    const { Credentials: keys } = await aws.sts({ maxAttempts: 2 }).send(assume(aws, special));
    await aws.close();
    return keys?.Expiration?.toISOString();
  };
  expect(await livesUntil({}, {})).toBe("2030-01-01T01:00:00.000Z");
  expect(await livesUntil({}, { DurationSeconds: 900 })).toBe("2030-01-01T00:15:00.000Z");
  expect(await livesUntil({ sessionSeconds: 5 }, {})).toBe("2030-01-01T00:00:05.000Z");
});

test.each<[string, Partial<AssumeRoleCommandInput>]>([
  ["a wrong external id", { ExternalId: "somebody-else" }],
  ["no external id", { ExternalId: undefined }],
  ["a role nobody knows", { RoleArn: "arn:aws:iam::210000000001:role/Other" }],
  ["an account nobody knows", { RoleArn: "arn:aws:iam::999999999999:role/RegattaTest" }],
])("%s is access denied", async (_, special) => {
  world = await TestAws.start();
  await expect(world.sts().send(assume(world, special))).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining("is not authorized to perform: sts:AssumeRole"),
    $metadata: { httpStatusCode: 403 },
  });
});

test("a session of a pool account enters no other account", async () => {
  world = await TestAws.start();
  const { roleArn, externalId } = world.account(1);
  const sts = world.sts({ credentials: await world.enter(0) });
  await expect(sts.send(assume(world, { RoleArn: roleArn, ExternalId: externalId }))).rejects.toMatchObject({
    name: "AccessDenied",
  });
});

test.each<[string, Partial<AssumeRoleCommandInput>, RegExp]>([
  ["a session name with a blank", { RoleSessionName: "my run" }, /roleSessionName/],
  ["a session of a minute", { DurationSeconds: 60 }, /durationSeconds/],
  ["a session of a day", { DurationSeconds: 86_400 }, /durationSeconds/],
  ["a tag with a key of 129 characters", { Tags: [{ Key: "k".repeat(129), Value: "v" }] }, /tags/],
])("%s is a validation error", async (_, special, message) => {
  world = await TestAws.start();
  await expect(world.sts().send(assume(world, special))).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringMatching(message),
  });
});

test("kept sessions are known after a restart", async () => {
  await withFolder(async (stateDirectory) => {
    const before = await TestAws.start({ stateDirectory });
    const credentials = await before.enter(1);
    await before.close();
    world = await TestAws.start({ stateDirectory });
    const identity = await world.sts({ credentials }).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe("210000000002");
    await world.close();
  });
});
