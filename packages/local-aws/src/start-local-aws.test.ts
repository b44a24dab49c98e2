import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "@jest/globals";
import { startLocalAws } from "./start-local-aws.ts";
import { TestAws, withFolder } from "./testing/test-aws.ts";

let world: TestAws | undefined;
afterEach(() => world?.close());

test("it listens on this machine alone, and has the accounts asked for", async () => {
  world = await TestAws.start({ accounts: 3, region: "us-west-2" });
  expect(world.aws.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(world.aws.hub).toEqual({ id: "100000000000", region: "us-west-2" });
  expect(world.aws.accounts.map(({ id }) => id)).toEqual(["210000000001", "210000000002", "210000000003"]);
  expect(world.aws.accounts[2]).toEqual({
    id: "210000000003",
    region: "us-west-2",
    roleArn: "arn:aws:iam::210000000003:role/RegattaTest",
    externalId: "regatta-demo",
  });
});

test("its environment is all an SDK needs", async () => {
  world = await TestAws.start();
  const before = { ...process.env };
  Object.assign(process.env, world.aws.env);
  const client = new STSClient({});
  expect((await client.send(new GetCallerIdentityCommand({}))).Account).toBe("100000000000");
  client.destroy();
  for (const name of Object.keys(world.aws.env)) delete process.env[name];
  Object.assign(process.env, before);
});

test("a port that is taken is an error of the user's, and leaves nothing behind", async () => {
  world = await TestAws.start();
  const port = Number(new URL(world.aws.url).port);
  await expect(startLocalAws({ port })).rejects.toMatchObject({
    code: "LOCAL_AWS_PORT_TAKEN",
    source: "user",
  });
});

test("a folder another one has open is not touched", async () => {
  await withFolder(async (stateDirectory) => {
    world = await TestAws.start({ stateDirectory });
    await expect(startLocalAws({ stateDirectory })).rejects.toMatchObject({
      code: "LOCAL_AWS_STATE_IN_USE",
      source: "user",
    });
    await expect(world.dynamodb().send(new ListTablesCommand({}))).resolves.toBeDefined();
    await world.close();
  });
});

test.each([[-1], [1.5], [10_000]])("%d accounts are refused", async (accounts) => {
  await expect(startLocalAws({ accounts })).rejects.toMatchObject({ code: "WRONG_OPTION" });
});

test("closing cuts connections that are kept alive, and may be asked for twice", async () => {
  world = await TestAws.start();
  await world.sts().send(new GetCallerIdentityCommand({}));
  await Promise.all([world.aws.close(), world.aws.close()]);
  await expect(world.sts().send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    message: expect.stringContaining("ECONNREFUSED"),
  });
});

test("a control that does not exist is refused, not answered", async () => {
  world = await TestAws.start();
  const response = await fetch(`${world.aws.url}/_local-aws/nothing`);
  expect([response.status, await response.json()]).toEqual([
    404,
    { message: "There is no control GET /_local-aws/nothing" },
  ]);
});
