import { mkdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { callProgram } from "../../testing/call-program.ts";
import { fillPool } from "../../testing/filled-pool.ts";
import { inEnvironment } from "../../testing/in-environment.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";

const template =
  "Resources:\n  Setting:\n    Type: AWS::SSM::Parameter\n    Properties: { Type: String, Value: a }\n";
let aws: LocalAws;
let project: TemporaryFolder;
beforeEach(async () => {
  aws = await startLocalAws({ accounts: 3 });
  await fillPool(aws);
  aws.requests.clear();
  project = new TemporaryFolder({
    "package.json": '{ "name": "sample", "jest": { "transform": {} } }',
    "regatta.config.ts":
      'import { defineConfig } from "regatta";\n' +
      'export default defineConfig({ services: { base: { directory: "base" }, api: { directory: "api", dependsOn: ["base"] } } });\n',
    "base/template.yaml": template,
    "api/template.yaml": template,
    "tests/a.test.js": 'test("a", () => {});',
    "tests/b.test.js": 'test("b", () => {});',
  });
  mkdirSync(join(project.path, "node_modules"));
  const jest = dirname(createRequire(import.meta.url).resolve("jest/package.json"));
  symlinkSync(jest, join(project.path, "node_modules/jest"));
});
afterEach(async () => {
  await aws.close();
  project.remove();
});

async function regatta(...args: string[]) {
  const restore = inEnvironment({ HOME: project.path, ...aws.env });
  return callProgram(args, { cwd: project.path, env: process.env }).finally(restore);
}

test("a plan names accounts, deploys in their order, and test files; and changes nothing", async () => {
  const { exitCode, stdout, stderr } = await regatta("plan");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("Pool default: 3 accounts, 3 available; 2 would be leased.");
  expect(stdout).toMatch(/^2 accounts +deploy base and api \(never deployed\)$/m);
  expect(stdout).toContain("2 test files: no times recorded yet.");
  expect(stdout).toContain("tests/b.test.js");
  const asked = new Set(aws.requests.list().map(({ operation }) => operation));
  for (const operation of asked)
    expect(operation).toMatch(/^(Query|GetItem|DescribeStacks|AssumeRole|GetCallerIdentity)$/);
});

test("a plan takes the arguments of a run, and --json has everything", async () => {
  const { exitCode, stdout } = await regatta("plan", "tests/b", "--json", "--accounts", "1");
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    pool: { name: "default", accounts: 3, available: 3 },
    accounts: [{ services: [{ service: "base" }, { service: "api", decision: { kind: "deploy" } }] }],
    files: [{ file: "tests/b.test.js" }],
  });
});

test("a plan of no test files is wrong usage, unless that is wanted", async () => {
  const refused = await regatta("plan", "nothing-like-this");
  expect(refused.exitCode).toBe(2);
  expect(refused.stdout).toContain("No test files are selected.");
  expect((await regatta("plan", "nothing-like-this", "--pass-with-no-tests")).exitCode).toBe(0);
});
