import { join } from "node:path";
import { GetBucketLifecycleConfigurationCommand, GetPublicAccessBlockCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { bucketOf, handler, lambda, objectsIn, s3Calls, templateOf } from "../testing/code-world.ts";
import { changeTemplate, StackWorld } from "../testing/stack-world.ts";
import { write } from "../testing/temp-folders.ts";
import { parameters } from "../testing/templates.ts";
import { unzip } from "../testing/unzip.ts";
import { Packager } from "./packager.ts";
import { createS3Client } from "./s3-client.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

test("code a template names is zipped into a bucket of the account, and the template says where", async () => {
  const account = await world.account();
  const { result } = await account.prepare([await lambda(world, "orders")]);
  expect(result).toMatchObject({ kind: "ready", deployed: ["orders"] });
  const [[key, zip] = ["", new Uint8Array()], ...more] = await objectsIn(account);
  expect(more).toEqual([]);
  expect(await templateOf(account, "orders")).toEqual(handler({ S3Bucket: bucketOf(account), S3Key: key }));
  expect(await unzip(zip)).toEqual([
    { name: "index.js", mode: 0o100644, content: "exports.handler = () => 1;" },
  ]);
});

test("the bucket is private, and packages in it end some day", async () => {
  const account = await world.account();
  await account.prepare([await lambda(world, "orders")]);
  const s3 = createS3Client(account);
  const Bucket = bucketOf(account);
  const access = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  const lifecycle = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  s3.destroy();
  expect(Object.values(access.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  expect(lifecycle.Rules).toMatchObject([
    { Status: "Enabled", Filter: { Prefix: "regatta/" }, Expiration: { Days: 90 } },
  ]);
});

test("a second account gets the zip that the first had made, a second deploy uploads nothing", async () => {
  const [one, two] = [await world.account(), await world.account()];
  const packager = new Packager();
  const service = await lambda(world, "orders");
  await one.prepare([service], { packager });
  await write(service.directory, { "dist/index.js": "changed meanwhile" });
  await two.prepare([service], { packager });
  expect([...(await objectsIn(two)).keys()]).toEqual([...(await objectsIn(one)).keys()]);
  expect([...(await objectsIn(two)).values()]).toEqual([...(await objectsIn(one)).values()]);

  await write(service.directory, { "dist/index.js": "exports.handler = () => 1;" });
  const before = s3Calls(world, one).length;
  await changeTemplate(service, { Description: "again", ...handler() });
  expect((await one.prepare([service])).result).toMatchObject({ deployed: ["orders"] });
  expect(s3Calls(world, one).slice(before)).toEqual(["HeadObject"]);
});

test("services with equal code share one upload", async () => {
  const account = await world.account();
  const services = await Promise.all(["one", "two", "three"].map((name) => lambda(world, name)));
  await account.prepare(services);
  expect(s3Calls(world, account, "PutObject")).toHaveLength(2); // the first found no bucket
  expect(s3Calls(world, account, "CreateBucket")).toHaveLength(1);
  expect((await objectsIn(account)).size).toBe(1);
});

test("where nothing is local S3 is never asked", async () => {
  const account = await world.account();
  const inline = handler({ ZipFile: "exports.handler = () => 1;" });
  await account.prepare([
    await world.service("inline", inline),
    await world.service("plain", parameters({ V: "1" })),
  ]);
  expect(s3Calls(world, account)).toEqual([]);
});

test("declared packages are uploaded, and their parameters told where", async () => {
  const account = await world.account();
  const template = {
    Parameters: { Bucket: { Type: "String" }, Key: { Type: "String" }, Stage: { Type: "String" } },
    ...parameters({ V: "1" }),
    Outputs: { Code: { Value: { "Fn::Join": [" ", ["Bucket", "Key", "Stage"].map((Ref) => ({ Ref }))] } } },
  };
  const service = await world.service("orders", template);
  if (service.deployer.kind !== "cloudformation") throw new Error("not a template");
  service.deployer.parameters = { Stage: "test" };
  const path = join(service.directory, "site");
  service.deployer.packages = [{ path, bucketParameter: "Bucket", keyParameter: "Key" }];
  await write(service.directory, { "site/index.html": "<p>" });
  const { result } = await account.prepare([service]);
  const [key] = (await objectsIn(account)).keys();
  expect(result).toMatchObject({ outputs: { orders: { Code: `${bucketOf(account)} ${key} test` } } });
  expect(key).toMatch(/\.zip$/);
});

test("nested templates are packaged themselves, however deep", async () => {
  const account = await world.account();
  const nest = (url: string) => ({
    Resources: { Nested: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: url } } },
  });
  const service = await world.service("orders", nest("nested/middle.json"));
  await write(service.directory, {
    "nested/middle.json": JSON.stringify(nest("../inner.json")),
    "inner.json": JSON.stringify(handler("dist")),
    "dist/index.js": "x",
  });
  await account.prepare([service]);
  const stored = await objectsIn(account);
  const read = (url: string) => {
    const { host, pathname } = new URL(url);
    expect(host).toBe(`${bucketOf(account)}.s3.${account.session.account.region}.amazonaws.com`);
    expect(pathname).toMatch(/^\/regatta\/[0-9a-f]{64}\.template$/);
    return JSON.parse(Buffer.from(stored.get(pathname.slice(1)) ?? "").toString()).Resources;
  };
  const middle = read((await templateOf(account, "orders")).Resources.Nested.Properties.TemplateURL);
  const inner = read(middle.Nested.Properties.TemplateURL);
  expect(stored.has(inner.Handler.Properties.Code.S3Key)).toBe(true);
  expect(stored.size).toBe(3);
});

test("an object old enough to expire soon is uploaded anew", async () => {
  const account = await world.account();
  const service = await lambda(world, "orders");
  await account.prepare([service]);
  const clock = new ManualClock(Date.now() + 31 * 86_400_000);
  const { signal } = new AbortController();
  const packages = new Packager().inAccount({ session: account.session, clock, signal });
  const puts = s3Calls(world, account, "PutObject").length;
  await packages.place(await packages.shared.pack(join(service.directory, "dist"), "zip"), signal);
  packages.close();
  expect(s3Calls(world, account, "PutObject")).toHaveLength(puts + 1);
});

test("a template of 60 KB is deployed from the bucket, in two accounts and again", async () => {
  const long = (description: string) => ({
    ...parameters({ V: "1" }),
    Metadata: { Why: "x".repeat(60_000) },
    Description: description,
  });
  const service = await world.service("orders", long("one"));
  const packager = new Packager();
  for (const account of [await world.account(), await world.account()]) {
    await changeTemplate(service, long("one"));
    const { result } = await account.prepare([service], { packager });
    expect(result).toMatchObject({ deployed: ["orders"], outputs: { orders: { V: "1" } } });
    expect([...(await objectsIn(account)).keys()]).toEqual([
      expect.stringMatching(/^regatta\/[0-9a-f]{64}\.template$/),
    ]);
    await changeTemplate(service, long("two"));
    expect((await account.prepare([service], { packager })).result).toMatchObject({ deployed: ["orders"] });
    expect((await templateOf(account, "orders")).Description).toBe("two");
    expect((await account.prepare([service], { packager })).result).toMatchObject({ skipped: ["orders"] });
  }
});
