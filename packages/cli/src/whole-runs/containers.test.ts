import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDynamoDBClient } from "@regatta/accounts";
import { systemClock } from "@regatta/foundation";
import { DynamoDBStore, queueTiming, SharedQueue } from "@regatta/queue";
import { mergeLogs, RunState } from "@regatta/run-log";
import { callProgram } from "../testing/call-program.ts";
import { inEnvironment } from "../testing/in-environment.ts";
import { eventFiles, readEvents } from "./testing/run-events.ts";
import {
  passingFiles,
  SampleProject,
  type SampleProjectOptions,
  testFile,
} from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

const files = {
  ...passingFiles(2),
  "tests/shop.test.js": testFile("expect(process.env.SHOP_IS_BROKEN).toBeUndefined();"),
  "tests/fails.test.js": testFile("expect(1).toBe(2);"),
};
const options: SampleProjectOptions = { files, config: { accounts: { max: 1, leaseSeconds: 12 } } };

let world: World;
let restore: () => void;
beforeAll(async () => {
  world = await World.start({ accounts: 4, ...options });
  restore = inEnvironment({ ...world.env(), CI_JOB_URL: "" });
});
afterAll(async () => {
  restore();
  await world.close();
});

const shared = (place: string, key: string) => ["--container", place, "--together", key];

/** A container: a checkout of its own, in which the program runs inside this process. */
async function container(args: string[], env: NodeJS.ProcessEnv = {}, config: Record<string, unknown> = {}) {
  const project = new SampleProject({ ...options, config: { ...options.config, ...config } });
  const called = await callProgram(["run", ...args], {
    cwd: project.directory,
    env: { ...process.env, ...env },
  });
  const events = eventFiles(project.directory).flatMap(readEvents);
  const junit = readFileSync(join(project.directory, "reports/regatta-junit.xml"), "utf8");
  const [log = ""] = eventFiles(project.directory);
  const summary = join(log, "../whole-run.json");
  const wholeRun = existsSync(summary) ? JSON.parse(readFileSync(summary, "utf8")) : undefined;
  rmSync(project.directory, { recursive: true, force: true });
  const ran = events.flatMap((event) => (event.kind === "file-finished" ? [event.file] : []));
  const reported = [...junit.matchAll(/file="([^"]+)"/g)].map(([, file]) => file ?? "");
  return { ...called, events, ran: ran.sort(), reported: [...new Set(reported)].sort(), wholeRun };
}

test("containers share the files: each has one result, all end alike, one sums up; a late one finds the work done", async () => {
  const both = await Promise.all([container(shared("1/2", "a")), container(shared("2/2", "a"))]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
  expect(both.flatMap(({ ran }) => ran).sort()).toEqual(Object.keys(files).sort());
  for (const { ran, reported } of both) expect(reported).toEqual(ran);
  const [summed, ...others] = both.filter(({ wholeRun }) => wholeRun !== undefined);
  expect(others).toEqual([]);
  expect(summed?.wholeRun).toMatchObject({ key: "a", exitCode: 1, reason: "1 of 4 files failed" });
  expect(summed?.wholeRun.files).toHaveLength(4);
  expect(summed?.stdout).toContain("whole run a: ");
  // Their logs together tell of the whole run.
  const whole = RunState.of(mergeLogs(both.map(({ events }) => events)));
  expect(whole.counts()).toMatchObject({ passed: 3, failed: 1, "never-run": 0 });
  expect([whole.finished?.exitCode, whole.containers.size, whole.accounts.size]).toEqual([1, 2, 2]);

  const late = await container(shared("2/2", "a"));
  expect({ code: late.exitCode, ran: late.ran, reported: late.reported }).toEqual({
    code: 1,
    ran: [],
    reported: [],
  });
  expect(late.stdout).toContain("1 of 4 files failed");
  const stats = JSON.parse((await world.call("stats", "--json")).stdout);
  expect(stats).toMatchObject({
    tests: { runs: 1, outcomes: { red: 1 }, verdicts: { passed: 3, failed: 1 } },
    runs: [{ containers: 3, files: 4, failed: 1 }],
  });
  expect([await world.states(), await world.dirty()]).toEqual([{ available: 4 }, []]);
}, 60_000);

test("rerun failed tests: the CI deals the files out, and a rerun, another workflow, runs those that failed", async () => {
  const circle = (index: number, workflow: string) => ({
    CIRCLE_NODE_INDEX: String(index),
    CIRCLE_NODE_TOTAL: "2",
    CIRCLE_WORKFLOW_ID: workflow,
    CIRCLE_JOB: "e2e",
  });
  const dealt = (...names: string[]) => ["--runTestsByPath", ...names.map((name) => `tests/${name}.test.js`)];
  const broken = { SHOP_IS_BROKEN: "yes" };
  const first = await Promise.all([
    container(dealt("pass-0", "shop"), { ...circle(0, "w1"), ...broken }),
    container(dealt("pass-1"), circle(1, "w1")),
  ]);
  expect(first.map(({ exitCode, ran }) => [exitCode, ran.length])).toEqual([
    [1, 2],
    [1, 1],
  ]);
  // One file is left, and one container is given it.
  const rerun = await container(dealt("shop"), circle(0, "w2"));
  expect(rerun).toMatchObject({ exitCode: 0, ran: ["tests/shop.test.js"] });
}, 60_000);

test("what a container that died had claimed is run by another, with its lock", async () => {
  const { AWS_REGION: region = "" } = world.env();
  const client = createDynamoDBClient({ region });
  const dead = new SharedQueue({
    store: new DynamoDBStore({ client, table: "regatta", suite: "sample", key: "d" }),
    clock: systemClock,
    timing: queueTiming(12_000),
    newId: () => "dead",
    index: 1,
    listener: { onFile: () => undefined, onFenced: () => undefined, onLost: () => undefined },
  });
  await dead.join(["tests/pass-0.test.js", "tests/pass-1.test.js"]);
  expect(await dead.claim("tests/pass-0.test.js", ["shop"])).toEqual({ kind: "claimed" });
  dead.close();
  const other = await container([...shared("2/2", "d"), "pass-0", "pass-1"]);
  expect(other).toMatchObject({ exitCode: 0, ran: ["tests/pass-0.test.js", "tests/pass-1.test.js"] });
  // While it waited it held no account: it leased one again.
  const happened = other.events.map(({ kind }) => kind);
  expect(happened.filter((kind) => kind === "lease-acquired")).toHaveLength(2);
  expect(happened.indexOf("account-released")).toBeLessThan(happened.indexOf("container-lost"));
  expect(other.wholeRun.containers).toMatchObject([
    { index: 1, state: "lost", files: 0 },
    { index: 2, state: "left", files: 2 },
  ]);
  client.destroy();
}, 60_000);

test("in an account of one's own each container has a fixed part; an empty one is green as others have the files", async () => {
  const [, , , own] = world.aws.accounts;
  const personal = { me: { ...own, accountId: own?.id, id: undefined } };
  const state = { XDG_STATE_HOME: mkdtempSync(join(tmpdir(), "regatta-state-")) };
  const args = ["--account", "me", ...shared("3/3", "e"), "pass-0", "pass-1"];
  const empty = await container(args, state, { personal });
  expect(empty).toMatchObject({ exitCode: 0, ran: [], reported: [] });
  expect(empty.stdout).toContain("the others have the 2 files there are");
  expect(empty.stdout).toContain("FILES_NOT_SHARED");
  rmSync(state.XDG_STATE_HOME, { recursive: true, force: true });
}, 60_000);
