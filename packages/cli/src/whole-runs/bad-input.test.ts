import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { GitRepository } from "./testing/git-repository.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

/** What the pool and the accounts look like: equal before and after when nothing was touched. */
async function picture(): Promise<unknown> {
  const writes = ["CreateChangeSet", "ExecuteChangeSet", "CreateStack", "UpdateStack", "DeleteStack"];
  return {
    accounts: (await world.pool.list()).map(({ id, state, version }) => ({ id, state, version })),
    writes: world.aws.requests
      .list({ service: "cloudformation" })
      .filter(({ operation }) => writes.includes(operation)),
  };
}

interface BadInput {
  config?: Record<string, unknown>;
  files?: Record<string, string>;
  command?: string;
  args?: string[];
  env?: NodeJS.ProcessEnv;
  exit: number;
  says: string[];
}

const { files, services } = sampleServices({ base: {} });
const base = services["base"] as Record<string, unknown>;

const badInputs: Record<string, BadInput> = {
  "no config": { args: ["--config", "none.json"], exit: 2, says: ["none.json"] },
  "an invalid config": { config: { accounts: { max: "many" } }, exit: 2, says: ["accounts.max", "many"] },
  "an unknown key": { config: { account: {} }, exit: 2, says: ["account", "accounts"] },
  "an unknown service in dependsOn": {
    config: { services: { base: { ...base, dependsOn: ["bsae"] } } },
    files,
    exit: 2,
    says: ["services.base.dependsOn[0]", "bsae"],
  },
  "a cycle": {
    config: { services: { a: { ...base, dependsOn: ["b"] }, b: { ...base, dependsOn: ["a"] } } },
    files,
    exit: 2,
    says: ["a", "b"],
  },
  "a test file that requires no such service": {
    config: { services },
    files: { ...files, "tests/needs.test.js": "/** @requires base, bsae */\n" },
    exit: 2,
    says: ["tests/needs.test.js", 'did you mean "base"?', "[UNKNOWN_SERVICE]"],
  },
  "a plan with a test file that requires nothing": {
    config: { services },
    files: { ...files, "tests/needs.test.js": "/** @requires */\n" },
    command: "plan",
    exit: 2,
    says: ["tests/needs.test.js: @requires names no service."],
  },
  "a template that does not parse": {
    config: { services },
    files: { "services/base/template.json": "{ Resources: [" },
    exit: 2,
    says: ["template.json"],
  },
  "no test files": { args: ["nothing-like-this"], exit: 2, says: ["No tests found"] },
  "a table that does not exist": {
    config: { pool: { table: "nowhere" } },
    exit: 2,
    says: ["nowhere", "regatta pool init"],
  },
  "an empty pool": {
    config: { pool: { table: "regatta", name: "empty" } },
    exit: 2,
    says: ["empty", "regatta pool add"],
  },
  "no credentials": {
    env: {
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      HOME: "/nonexistent",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    exit: 2,
    says: ["credentials"],
  },
  "watch mode": { args: ["--watch"], exit: 2, says: ["--watch"] },
  "what cannot work in the Jest configuration": {
    files: {
      "package.json": JSON.stringify({
        jest: {
          transform: {},
          globalSetup: "./never.js",
          watchAll: true,
          projects: [{ displayName: "lint", runner: "./lint.js" }],
        },
      }),
      "lint.js": "throw new Error('never loaded');",
      "never.js": "throw new Error('never loaded');",
    },
    exit: 2,
    says: ["`watchAll` does not work", "--ignoreProjects lint", "[JEST_ARGUMENT_REFUSED]"],
  },
};

test.each(Object.entries(badInputs))(
  "%s: a clear error, and everything stays as it was",
  async (_, input) => {
    world = await World.start({
      accounts: 2,
      files: { ...passingFiles(2), ...input.files },
      config: input.config ?? {},
    });
    const before = await picture();
    const { command = "run", args = [], env = {} } = input;
    const { code, output } = await world.callIn(env, command, ...args);
    for (const words of input.says) expect(output).toContain(words);
    expect(output).not.toMatch(/^\s+at .*\.js:\d+/m);
    expect(code).toBe(input.exit);
    expect(await picture()).toEqual(before);
  },
);

test("no permission for the table: the action that is missing is named", async () => {
  world = await World.start({ accounts: 1, files: passingFiles(1) });
  world.aws.faults.add({
    service: "dynamodb",
    operation: "Query",
    kind: { kind: "access-denied" },
  });
  const { code, output } = await world.call("run");
  world.aws.faults.clear();
  expect([2, 3]).toContain(code);
  expect(output).toContain("dynamodb:Query");
  expect(await world.states()).toEqual({ available: 1 });
});

test("no test files are no error where Jest takes them for none: passWithNoTests anywhere, nothing that changed", async () => {
  world = await World.start({ accounts: 1, files: passingFiles(1) });
  const report = ["--json", "--outputFile", "report.json"];
  expect(await world.call("run", "nothing-like-this", "--passWithNoTests", ...report)).toMatchObject({
    code: 0,
  });
  // What Regatta asks of Jest by itself must not be written over it.
  const { directory } = world.project;
  expect(JSON.parse(readFileSync(join(directory, "report.json"), "utf8"))).toMatchObject({ success: true });
  world.project.write("package.json", JSON.stringify({ jest: { transform: {}, passWithNoTests: true } }));
  for (const command of ["run", "plan"]) {
    expect(await world.call(command, "nothing-like-this")).toMatchObject({ code: 0 });
  }
  world.project.write("package.json", JSON.stringify({ jest: { transform: {} } }));
  new GitRepository(directory).commit();
  expect(await world.call("run", "--changedSince=main")).toMatchObject({ code: 0 });
  const listed = await world.call("run", "--listTests");
  expect([listed.code, listed.stdout.trim()]).toEqual([
    0,
    join(realpathSync(directory), "tests/pass-0.test.js"),
  ]);
  expect(await world.states()).toEqual({ available: 1 });
});

test("an account id that is not its role's account is refused before it is in the pool", async () => {
  const role = "arn:aws:iam::210000000001:role/RegattaTest";
  world = await World.start({ accounts: 1, files: passingFiles(1) });
  const before = await picture();
  const { code, output } = await world.call("pool", "add", "219999999999", "--role", role);
  expect(code).toBe(2);
  expect(output).toContain("210000000001");
  expect(await picture()).toEqual(before);
});
