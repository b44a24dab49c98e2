import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Fault } from "@regatta/local-aws";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { bucketOf, handler, lambda, objectsIn, s3Calls, templateOf } from "../testing/code-world.ts";
import { StackWorld, type TestAccount } from "../testing/stack-world.ts";
import { write } from "../testing/temp-folders.ts";
import { unzip } from "../testing/unzip.ts";
import { Packager } from "./packager.ts";
import { createS3Client } from "./s3-client.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

const struck = ["HeadObject", "CreateBucket", "PutObject", "PutPublicAccessBlock"] as const;
const strikes: Array<[string, Fault["kind"]["kind"]]> = [
  ...struck.map((operation): [string, "drop-answer"] => [operation, "drop-answer"]),
  ...struck.map((operation): [string, "server-error"] => [operation, "server-error"]),
  ["PutObject", "throttle"],
];
test.each(strikes)(
  "%s answered by %s ends with the code in the bucket all the same",
  async (operation, kind) => {
    const account = await world.account();
    const where = { service: "s3" as const, account: account.id };
    world.aws.faults.add({ ...where, operation, times: 2, kind: { kind } as Fault["kind"] });
    const { result } = await account.prepare([await lambda(world, "orders")]);
    expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
    expect((await objectsIn(account)).size).toBe(1);
    expect(await account.operations("orders")).toEqual(["CREATE_IN_PROGRESS"]);
  },
);

test("with 30 % of the calls to S3 throttled and some failing or unanswered, every service has its own code", async () => {
  const account = await world.account();
  const names = ["one", "two"];
  const services = await Promise.all(names.map((name) => lambda(world, name)));
  for (const { name, directory } of services) await write(directory, { "dist/name.txt": name });
  const where = { service: "s3" as const, account: account.id };
  const ids = [
    world.aws.faults.add({ ...where, probability: 0.3, kind: { kind: "throttle" } }),
    world.aws.faults.add({ ...where, probability: 0.05, kind: { kind: "server-error" } }),
    world.aws.faults.add({ ...where, probability: 0.05, kind: { kind: "drop-answer" } }),
  ];
  const { result } = await account.prepare(services);
  for (const id of ids) world.aws.faults.clear(id);
  expect(result).toMatchObject({ kind: "ready", deployed: expect.arrayContaining(names) });
  const stored = await objectsIn(account);
  expect(stored.size).toBe(names.length);
  for (const name of names) {
    const { Code } = (await templateOf(account, name)).Resources.Handler.Properties;
    const files = await unzip(stored.get(Code.S3Key) ?? new Uint8Array());
    expect(files.map(({ content }) => content)).toContain(name);
    expect(await account.operations(name)).toEqual(["CREATE_IN_PROGRESS"]);
  }
}, 60_000); // the SDK waits after being throttled

/** The failure of the only service of a deploy. */
async function failureOf(account: TestAccount, service: ServiceDefinition, packager?: Packager) {
  const { result } = await account.prepare([service], packager ? { packager } : {});
  if (result.kind !== "failed") throw new Error(result.kind);
  return result.failures[0]?.error;
}

test("a bucket that may not be used is said with what to allow", async () => {
  const account = await world.account();
  world.aws.faults.add({ service: "s3", account: account.id, kind: { kind: "access-denied" } });
  expect(await failureOf(account, await lambda(world, "orders"))).toMatchObject({
    code: "BUCKET_REFUSED",
    message: expect.stringContaining(bucketOf(account)),
    nextStep: expect.stringContaining("s3:GetObject and s3:ListBucket"),
  });
});

test("somebody else's bucket of that name is never written to", async () => {
  const [account, other] = [await world.account(), await world.account()];
  const s3 = createS3Client(other);
  const place = { LocationConstraint: "eu-west-1" as const };
  await s3.send(new CreateBucketCommand({ Bucket: "everyones", CreateBucketConfiguration: place }));
  s3.destroy();
  const failure = await failureOf(
    account,
    await lambda(world, "orders"),
    new Packager({ bucket: "everyones" }),
  );
  expect(failure).toMatchObject({ code: "BUCKET_REFUSED" });
  expect(s3Calls(world, account, "PutObject")).toEqual([]);
});

test("a missing bucket is not made where that is not wanted", async () => {
  const account = await world.account();
  const packager = new Packager({ bucket: "own-{account}", createBucket: false });
  expect(await failureOf(account, await lambda(world, "orders"), packager)).toMatchObject({
    code: "BUCKET_NOT_FOUND",
    message: expect.stringContaining(`own-${account.id}`),
  });
});

test("a path that is not there is named with its line, and the account is left alone", async () => {
  const account = await world.account();
  const service = await lambda(world, "orders");
  await rm(join(service.directory, "dist"), { recursive: true });
  await writeFile(join(service.directory, "template.yaml"), JSON.stringify(handler(), null, 2));
  expect(await failureOf(account, service)).toMatchObject({
    code: "PACKAGE_NOT_FOUND",
    message: `${join(service.directory, "template.yaml")}:6: Code of Handler: ${join(service.directory, "dist")} does not exist`,
  });
  expect(account.calls("CreateChangeSet")).toEqual([]);
});

test("code outside the service's folder must be among its inputs", async () => {
  const account = await world.account();
  const shared = await world.service("shared", handler("."));
  const service = await world.service("orders", handler(shared.directory));
  expect(await failureOf(account, service)).toMatchObject({
    code: "PACKAGE_OUTSIDE_INPUTS",
    message: expect.stringContaining('"orders"'),
  });
  for (const input of [shared.directory, `${shared.directory}/*.yaml`]) {
    const covered = { ...service, inputs: [input], name: "orders", stackNames: ["orders"] as const };
    expect((await account.prepare([covered])).result).toMatchObject({ kind: "ready" });
  }
});

test("an upload that does not end costs no more than the time its service may take", async () => {
  const account = await world.account();
  const kind = { kind: "latency" as const, ms: 60_000 };
  const id = world.aws.faults.add({ service: "s3", account: account.id, operation: "PutObject", kind });
  const service = { ...(await lambda(world, "orders")), timeoutMs: 300 };
  expect(await failureOf(account, service)).toMatchObject({ code: "DEPLOY_TIMED_OUT" });
  world.aws.faults.clear(id);
  const patient = { ...service, timeoutMs: 60_000 };
  expect((await account.prepare([patient])).result).toMatchObject({ deployed: ["orders"] });
});

test("a run that is cut off while it uploads ends, and the next one goes on", async () => {
  const account = await world.account();
  const kind = { kind: "latency" as const, ms: 60_000 };
  const id = world.aws.faults.add({ service: "s3", account: account.id, operation: "PutObject", kind });
  const service = await lambda(world, "orders");
  const cut = new AbortController();
  const asked = world.aws.requests.waitFor({ service: "s3", account: account.id, operation: "HeadObject" });
  const preparing = account.prepare([service], { signal: cut.signal });
  asked.then(() => cut.abort(new Error("cut off")));
  await expect(preparing).rejects.toThrow("cut off");
  world.aws.faults.clear(id);
  expect((await account.prepare([service])).result).toMatchObject({ deployed: ["orders"] });
});
