import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const broken = (accounts?: string[]) =>
  sampleServices({
    base: {
      behaviour: {
        Fail: "create",
        Message: "The quota of things is used up",
        ...(accounts ? { In: accounts } : {}),
      },
    },
  });

test("a deploy that rolls back makes its account dirty with the stack's reason, and its files run elsewhere", async () => {
  const { files, services } = broken(["210000000001"]);
  world = await World.start({ accounts: 3, files: { ...files, ...passingFiles(9) }, config: { services } });
  const run = await world.call("run");
  expect(run).toMatchObject({ code: 0 });
  const dirty = await world.dirty();
  expect(dirty.map(({ id }) => id)).toEqual(["210000000001"]);
  expect(dirty[0]?.reason).toContain("The quota of things is used up");
  expect(run.events().filter(({ kind }) => kind === "file-finished")).toHaveLength(9);
});

test("with no account left the run ends with 3, and the report has every file as an error", async () => {
  const { files, services } = broken();
  world = await World.start({ accounts: 2, files: { ...files, ...passingFiles(4) }, config: { services } });
  const { code, output } = await world.call("run");
  expect(code).toBe(3);
  expect(output).toContain("The quota of things is used up");
  const report = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  for (let i = 0; i < 4; i++) expect(report).toContain(`file="tests/pass-${i}.test.js"`);
  expect(report.match(/<error/g)).toHaveLength(4);
  expect(await world.states()).toEqual({ dirty: 2 });
});

test("a service that fails everywhere costs two or three accounts, not all of the pool", async () => {
  const { files, services } = broken();
  const config = { services, accounts: { max: 8 } };
  world = await World.start({ accounts: 8, files: { ...files, ...passingFiles(2) }, config });
  const { code, output } = await world.call("run");
  expect(code).toBe(3);
  expect(output).toMatch(
    /Files were left without an account: \d accounts could not be deployed .*"base" failed/,
  );
  expect((await world.dirty()).length).toBeLessThanOrEqual(3);
});

test("accounts that do not let the run in go back untouched, and the error says what to check", async () => {
  world = await World.start({ accounts: 2, files: passingFiles(3) });
  world.aws.faults.add({ service: "sts", operation: "AssumeRole", kind: { kind: "access-denied" } });
  const { code, output } = await world.call("run");
  expect(code).toBe(3);
  expect(output).toContain("external id");
  expect(await world.states()).toEqual({ available: 2 });
});

test("one account that does not let the run in is set aside, and the others do its work", async () => {
  world = await World.start({ accounts: 2, files: passingFiles(6) });
  await world.pool.add({
    id: "219999999999",
    region: "eu-west-1",
    roleArn: "arn:aws:iam::219999999999:role/Nobody",
  });
  expect(await world.call("run")).toMatchObject({ code: 0 });
  expect((await world.dirty()).map(({ id }) => id)).toEqual(["219999999999"]);
});

test("a pool that is all dirty is not waited for, and the error counts what is wrong with it", async () => {
  world = await World.start({
    accounts: 2,
    files: passingFiles(2),
    config: { accounts: { waitSeconds: 600 } },
  });
  const result = await world.pool.acquireMany({
    runId: "r0",
    holder: "a test",
    durationMs: 60_000,
    count: 2,
  });
  for (const lease of result) await lease.markDirty("spilled");
  const { code, output } = await world.call("run");
  expect(code).toBe(3);
  expect(output).toContain("2 dirty");
  expect(output).toContain("regatta clean");
});
