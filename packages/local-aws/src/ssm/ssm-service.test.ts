import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { afterEach, expect, test } from "@jest/globals";
import { TestAws, withFolder } from "../testing/test-aws.ts";

let world: TestAws | undefined;
afterEach(() => world?.close());

function put(client: SSMClient, name: string, value: string, overwrite = false) {
  const command = new PutParameterCommand({ Name: name, Value: value, Type: "String", Overwrite: overwrite });
  return client.send(command);
}

test("a parameter is read as it was written, with its Arn and version", async () => {
  world = await TestAws.start();
  const ssm = world.ssm({ credentials: await world.enter(0) });
  await put(ssm, "/app/url", "http://one");
  const { Version: version } = await put(ssm, "/app/url", "http://two", true);
  expect(version).toBe(2);
  const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: "/app/url" }));
  expect(parameter).toMatchObject({
    Value: "http://two",
    Version: 2,
    Type: "String",
    ARN: "arn:aws:ssm:eu-west-1:210000000001:parameter/app/url",
  });
  expect(parameter?.LastModifiedDate?.getTime()).toBeCloseTo(Date.now(), -4);
});

test("an existing parameter is not overwritten unless asked", async () => {
  world = await TestAws.start();
  const ssm = world.ssm();
  await put(ssm, "name", "one");
  await expect(put(ssm, "name", "two")).rejects.toMatchObject({ name: "ParameterAlreadyExists" });
  expect((await ssm.send(new GetParameterCommand({ Name: "name" }))).Parameter?.Value).toBe("one");
});

test("each account has its own parameters", async () => {
  world = await TestAws.start();
  await put(world.ssm({ credentials: await world.enter(0) }), "name", "one");
  const other = world.ssm({ credentials: await world.enter(1) });
  await expect(other.send(new GetParameterCommand({ Name: "name" }))).rejects.toMatchObject({
    name: "ParameterNotFound",
  });
});

test("several are read at once, and those that are missing are named", async () => {
  world = await TestAws.start();
  const ssm = world.ssm();
  await put(ssm, "a", "1");
  const answer = await ssm.send(new GetParametersCommand({ Names: ["a", "b"] }));
  expect(answer.Parameters?.map(({ Name }) => Name)).toEqual(["a"]);
  expect(answer.InvalidParameters).toEqual(["b"]);
});

test("a path is read in pages, one level or all below", async () => {
  world = await TestAws.start();
  const ssm = world.ssm();
  for (const name of ["/app/a", "/app/b", "/app/deep/c", "/apple", "loose"]) await put(ssm, name, name);
  const read = async (recursive: boolean): Promise<Array<string[] | undefined>> => {
    const pages: Array<string[] | undefined> = [];
    let token: string | undefined;
    do {
      const query = { Path: "/app", Recursive: recursive, MaxResults: 2, NextToken: token };
      const page = await ssm.send(new GetParametersByPathCommand(query));
      pages.push(page.Parameters?.map(({ Name }) => Name ?? ""));
      token = page.NextToken;
    } while (token);
    return pages;
  };
  expect(await read(false)).toEqual([["/app/a", "/app/b"]]);
  expect(await read(true)).toEqual([["/app/a", "/app/b"], ["/app/deep/c"]]);
});

test("a deleted parameter is gone, and cannot be deleted again", async () => {
  world = await TestAws.start();
  const ssm = world.ssm();
  await put(ssm, "name", "one");
  await ssm.send(new DeleteParameterCommand({ Name: "name" }));
  await expect(ssm.send(new DeleteParameterCommand({ Name: "name" }))).rejects.toMatchObject({
    name: "ParameterNotFound",
  });
});

test.each([["with space"], ["/ends/"], ["/two//slashes"]])("the name %j is refused", async (name) => {
  world = await TestAws.start();
  await expect(put(world.ssm(), name, "1")).rejects.toMatchObject({ name: "ValidationException" });
});

test("kept parameters are there after a restart", async () => {
  await withFolder(async (stateDirectory) => {
    const before = await TestAws.start({ stateDirectory });
    await put(before.ssm(), "/app/url", "kept");
    await before.close();
    world = await TestAws.start({ stateDirectory });
    const { Parameter: parameter } = await world.ssm().send(new GetParameterCommand({ Name: "/app/url" }));
    expect(parameter?.Value).toBe("kept");
    await world.close();
  });
});
