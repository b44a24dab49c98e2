import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { CleanerWorld } from "../testing/cleaner-world.ts";

let world: CleanerWorld;
beforeAll(async () => {
  world = await CleanerWorld.start({ accounts: 2 });
});
afterAll(() => world.close());

test("once the lease is lost nothing is sent any more, not even by a call that is being repeated", async () => {
  const { context, lose } = await world.account();
  const { cloudFormation, s3 } = context.clients;
  await expect(s3.send(new HeadBucketCommand({ Bucket: "photos" }))).rejects.toMatchObject({
    name: "NotFound",
  });
  const fault = world.aws.faults.add({ service: "cloudformation", kind: { kind: "throttle" } });
  const refused = cloudFormation.send(new DescribeStacksCommand({}));
  await world.aws.requests.waitFor({ service: "cloudformation", account: context.account.id });
  const lost = new Error("the lease is lost");
  lose(lost);
  await expect(refused).rejects.toBe(lost);
  world.aws.faults.clear(fault);
  const sent = world.aws.requests.list({ account: context.account.id }).length;
  await expect(s3.send(new HeadBucketCommand({ Bucket: "photos" }))).rejects.toBeDefined();
  await expect(cloudFormation.send(new DescribeStacksCommand({}))).rejects.toBeDefined();
  expect(world.aws.requests.list({ account: context.account.id })).toHaveLength(sent);
});

test("each client is made once, when it is asked for", async () => {
  const { context } = await world.account();
  expect(context.clients.iam).toBe(context.clients.iam);
});
