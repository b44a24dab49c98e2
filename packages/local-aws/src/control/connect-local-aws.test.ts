import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "@jest/globals";
import type { Fault } from "../faults/fault.ts";
import { TestAws } from "../testing/test-aws.ts";
import { connectLocalAws } from "./connect-local-aws.ts";

let world: TestAws | undefined;
afterEach(() => world?.close());

test("the accounts are the same as in the process itself", async () => {
  world = await TestAws.start();
  const remote = await connectLocalAws(world.aws.url);
  expect(remote.accounts).toEqual(world.aws.accounts);
  expect(remote.hub).toEqual(world.aws.hub);
});

test("faults are added and cleared from afar", async () => {
  world = await TestAws.start();
  const { faults } = await connectLocalAws(world.aws.url);
  const sts = world.sts();
  const id = await faults.add({ service: "sts", kind: { kind: "throttle" } });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "Throttling" });
  await faults.clear(id);
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
  await faults.add({ kind: { kind: "throttle" } });
  await faults.clear();
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
});

test("a fault that makes no sense is refused with what is wrong", async () => {
  world = await TestAws.start();
  const { faults } = await connectLocalAws(world.aws.url);
  await expect(faults.add({ kind: { kind: "rain" } } as unknown as Fault)).rejects.toMatchObject({
    code: "LOCAL_AWS_REFUSED",
    message: expect.stringContaining('found "rain"'),
  });
});

test("requests are listed, awaited and forgotten from afar", async () => {
  world = await TestAws.start();
  const { requests } = await connectLocalAws(world.aws.url);
  const second = requests.waitFor({ service: "sts", operation: "GetCallerIdentity" }, 2);
  const sts = world.sts();
  await sts.send(new GetCallerIdentityCommand({}));
  await sts.send(new GetCallerIdentityCommand({}));
  expect(await second).toMatchObject({
    operation: "GetCallerIdentity",
    account: "100000000000",
    status: 200,
  });
  expect(await requests.list({ account: "100000000000" })).toHaveLength(2);
  expect(await requests.list({ service: "ssm" })).toEqual([]);
  await requests.clear();
  expect(await requests.list()).toEqual([]);
});

test("who waits from afar may stop, and is told when the embedded AWS closes", async () => {
  world = await TestAws.start();
  const { requests } = await connectLocalAws(world.aws.url);
  const stop = new AbortController();
  const stopped = requests.waitFor({}, 1, stop.signal);
  stop.abort(new Error("enough"));
  await expect(stopped).rejects.toThrow("enough");
  const left = expect(requests.waitFor({}, 1)).rejects.toBeDefined();
  await requests.list();
  await world.close();
  await left;
});

test("where nothing listens, the error says so", async () => {
  world = await TestAws.start();
  const { url } = world.aws;
  await world.close();
  await expect(connectLocalAws(url)).rejects.toMatchObject({ code: "LOCAL_AWS_UNREACHABLE" });
});
