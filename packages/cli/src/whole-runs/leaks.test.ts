import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { testFile } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const sdk = createRequire(new URL("../../../stacks/package.json", import.meta.url));
const template = JSON.stringify({
  Resources: { Setting: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value: "1" } } },
});
const makesStack = (name: string) => `
  const { CloudFormationClient, CreateStackCommand, DeleteStackCommand } = require("${sdk.resolve("@aws-sdk/client-cloudformation")}");
  const client = new CloudFormationClient({});
  await client.send(new CreateStackCommand({ StackName: "${name}", TemplateBody: '${template}' }));`;
const deletesStack = (name: string) => `await client.send(new DeleteStackCommand({ StackName: "${name}" }));`;
const makesBucket = (name: string) => `
  const { S3Client, CreateBucketCommand, PutBucketTaggingCommand } = require("${sdk.resolve("@aws-sdk/client-s3")}");
  const client = new S3Client({ forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: "${name}" }));
  const Tagging = { TagSet: [{ Key: "team", Value: "shop" }] };
  await client.send(new PutBucketTaggingCommand({ Bucket: "${name}", Tagging }));`;
const byFile = (a: { files: string[] }, b: { files: string[] }) =>
  String(a.files).localeCompare(String(b.files));

test("the file that leaves a stack behind is named, its account goes dirty, and the run passes unless told otherwise", async () => {
  const { files, services } = sampleServices({ base: {} });
  world = await World.start({
    accounts: 1,
    files: {
      ...files,
      "tests/a-tidy.test.js": testFile(makesStack("tidy") + deletesStack("tidy")),
      "tests/b-leaves.test.js": testFile(makesStack("left")),
      "tests/c-bucket.test.js": testFile(makesBucket("photos")),
    },
    config: { services, accounts: { max: 1 } },
  });
  const run = await world.call("run", "--leaks");
  const { code, output } = run;
  expect(code).toBe(0);
  const leaks = run.events().flatMap((event) => (event.kind === "leak-found" ? [event] : []));
  expect(leaks.map(({ files, resources }) => ({ files, resources })).sort(byFile)).toEqual([
    { files: ["tests/b-leaves.test.js"], resources: ["stack left"] },
    { files: ["tests/c-bucket.test.js"], resources: ["arn:aws:s3:::photos"] },
  ]);
  expect(output).toMatch(/^! tests\/b-leaves\.test\.js left behind stack left \(210000000001\/\S+\)$/m);
  expect((await world.dirty())[0]?.reason).toMatch(
    /^tests\/[bc]-\w+\.test\.js left behind (stack left|arn:aws:s3:::photos)$/,
  );
  const report = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  expect(report.match(/name="regatta\.leaks" value="[^"]*"/g)?.sort()).toEqual([
    'name="regatta.leaks" value="tests/b-leaves.test.js left behind stack left"',
    'name="regatta.leaks" value="tests/c-bucket.test.js left behind arn:aws:s3:::photos"',
  ]);
  expect(run.events().filter(({ kind }) => kind === "problem")).toEqual([]);
}, 60_000);
