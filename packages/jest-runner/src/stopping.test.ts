import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { runnerPath } from "./runner-path.ts";
import { gone, PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
const VERSIONS = [29, 30] as const;
const HANGS = "test('hangs', () => new Promise(() => setInterval(() => {}, 1e6)), 1e8);";
const FIRST = { expectedMs: { "a.test.js": 90, "b.test.js": 80, "c.test.js": 70, "d.test.js": 60 } };

test("a lost account's file is cut off and runs again in another account", async () => {
  const here =
    "test('x', () => process.env.REGATTA_ACCOUNT_ID === '1/x' ? new Promise(() => setInterval(() => {}, 1e6)) : undefined, 1e8);";
  const rig = await start({ files: { "a.test.js": here, "b.test.js": here } });
  rig.ready(["1/x"], FIRST);
  const { pid } = await rig.waitFor("worker-started");
  await rig.waitFor("file-started", { file: "a.test.js" });
  rig.send({ kind: "account-gone", account: "1/x", reason: "its lease was lost" });
  expect(await rig.waitFor("file-cut-off")).toMatchObject({
    file: "a.test.js",
    attempt: 1,
    reason: "its lease was lost",
  });
  await gone(pid);
  rig.join("2/x");
  expect((await rig.exited).code).toBe(0);
  expect(rig.all("file-finished").map(({ file, account, attempt }) => [file, account, attempt])).toEqual([
    ["a.test.js", "2/x", 2],
    ["b.test.js", "2/x", 1],
  ]);
});

test("when no account is left and none will come, what waits fails as never run", async () => {
  const rig = await start({ files: { "a.test.js": HANGS, "b.test.js": PASSES } });
  rig.ready(["1/x"], FIRST);
  await rig.waitFor("file-started");
  rig.send({ kind: "no-more-accounts" });
  rig.send({ kind: "account-gone", account: "1/x", reason: "gone" });
  const { code, stderr } = await rig.exited;
  expect(code).toBe(1);
  expect(stderr).toContain("The test file never ran: no account was left to run it.");
  expect(rig.all("file-never-run").map(({ file }) => file)).toEqual(["a.test.js", "b.test.js"]);
  expect(rig.all("file-finished")).toEqual([]);
});

test("no account at all: every file is never run, and Jest ends with failures", async () => {
  const rig = await start({ files: { "a.test.js": PASSES, "b.test.js": PASSES } });
  rig.ready([]);
  rig.send({ kind: "no-more-accounts" });
  const { code, stderr } = await rig.exited;
  expect([code, stderr]).toEqual([1, expect.stringContaining("Test Suites: 2 failed, 2 total")]);
});

test("messages that come before Jest has even found its tests are not lost", async () => {
  const rig = await start({
    config: { globalSetup: "<rootDir>/up.js" },
    files: { "a.test.js": PASSES, "up.js": "module.exports = () => new Promise((r) => setTimeout(r, 300));" },
  });
  rig.join("1/x");
  rig.ready([]);
  expect((await rig.exited).code).toBe(0);
  expect(rig.outcomes()).toEqual({ "a.test.js": "passed" });
});

test.each(VERSIONS)("Jest %i: a stop kills what runs, and every file is accounted for", async (jest) => {
  const rig = await start({ jest, files: { "a.test.js": HANGS, "b.test.js": HANGS, "c.test.js": PASSES } });
  rig.ready(["1/x", "2/x"], FIRST);
  await rig.waitFor("file-started", { file: "a.test.js" });
  await rig.waitFor("file-started", { file: "b.test.js" });
  rig.send({ kind: "stop", reason: "interrupted by SIGINT" });
  const { code, stderr } = await rig.exited;
  expect(code).toBe(1);
  expect(stderr).toContain("was cut off: interrupted by SIGINT");
  expect(rig.all("file-cut-off").map(({ file }) => file)).toEqual(["a.test.js", "b.test.js"]);
  expect(rig.all("file-never-run")).toEqual([
    { kind: "file-never-run", file: "c.test.js", reason: "interrupted by SIGINT" },
  ]);
  expect(rig.messages.at(-1)).toEqual({ kind: "complete" });
  for (const pid of rig.workerPids) await gone(pid);
});

test("a stop that comes instead of the settings ends the run too", async () => {
  const rig = await start({ files: { "a.test.js": PASSES } });
  await rig.waitFor("files");
  rig.send({ kind: "stop", reason: "no account can be had" });
  expect((await rig.exited).code).toBe(1);
  expect(rig.all("file-never-run")).toHaveLength(1);
});

test.each(VERSIONS)("Jest %i: --bail leaves no process, and says what it cut off", async (jest) => {
  const rig = await start({
    jest,
    args: ["--bail"],
    files: {
      "a.test.js": HANGS,
      "b.test.js":
        "test('fails once the other runs', async () => { await new Promise((r) => setTimeout(r, 300)); expect(1).toBe(2); });",
      "c.test.js": PASSES,
      "d.test.js": PASSES,
    },
  });
  rig.ready(["1/x", "2/x"], FIRST);
  const { code, stderr } = await rig.exited;
  expect(code).toBe(1);
  expect(stderr).toContain("1 failed");
  expect(rig.outcomes()).toEqual({ "b.test.js": "failed" });
  expect(rig.all("file-cut-off").map(({ file, reason }) => [file, reason])).toEqual([["a.test.js", "bail"]]);
  const never = rig.all("file-never-run").map(({ file, reason }) => `${file}: ${reason}`);
  expect(never.toSorted()).toEqual(["c.test.js: bail", "d.test.js: bail"]);
  expect(rig.messages.at(-1)).toEqual({ kind: "complete" });
  for (const pid of rig.workerPids) await gone(pid);
});

test("a Jest that exits inside a reporter takes its workers with it", async () => {
  const rig = await start({
    config: { reporters: ["<rootDir>/exits.js"] },
    files: {
      "a.test.js": HANGS,
      "b.test.js": PASSES,
      "exits.js": "module.exports = class { onTestFileResult() { process.exit(7); } };",
    },
  });
  rig.ready(["1/x", "2/x"], FIRST);
  expect((await rig.exited).code).toBe(7);
  expect(rig.all("file-cut-off").map(({ file }) => file)).toEqual(["a.test.js"]);
  for (const pid of rig.workerPids) await gone(pid);
});

test("a reporter that throws fails the run as it does without Regatta", async () => {
  const rig = await start({
    config: { reporters: ["<rootDir>/throws.js"] },
    files: {
      "a.test.js": HANGS,
      "b.test.js": PASSES,
      "throws.js":
        "module.exports = class { onTestFileResult() { throw new Error('reporter is broken'); } };",
    },
  });
  rig.ready(["1/x", "2/x"], FIRST);
  const { code, stderr } = await rig.exited;
  expect([code, stderr]).toEqual([1, expect.stringContaining("reporter is broken")]);
  for (const pid of rig.workerPids) await gone(pid);
});

test("workers, and what they have started, die with a Jest that is killed", async () => {
  const rig = await start({
    files: {
      "a.test.js": `test('hangs', () => {
        const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
        process._rawDebug('child ' + child.pid);
        return new Promise(() => {});
      }, 1e8);`,
      "b.test.js": HANGS,
    },
  });
  rig.ready(["1/x", "2/x"], FIRST);
  const child = Number(await rig.printed(/child (\d+)/));
  await rig.waitFor("file-started", { file: "b.test.js" });
  rig.killJest();
  await rig.exited;
  for (const pid of [child, ...rig.workerPids]) await gone(pid);
});

test("when the parent dies Jest kills its workers, spinning ones too, and ends", async () => {
  const rig = await start({
    files: { "a.test.js": "test('spins', () => { for (;;); });", "b.test.js": PASSES },
  });
  rig.ready(["1/x"], FIRST);
  await rig.waitFor("file-started");
  rig.disconnect();
  const { code, stderr } = await rig.exited;
  expect([code, stderr]).toEqual([1, expect.stringContaining("`regatta run` is gone")]);
  for (const pid of rig.workerPids) await gone(pid);
});

test("Jest with this runner and no parent says what is wrong", async () => {
  const rig = await start({ files: { "a.test.js": PASSES }, stock: true });
  const { code } = await rig.exited;
  expect(code).toBe(0);
  const { stderr, status } = spawnSync(rig.command[0], [...rig.command.slice(1), "--runner", runnerPath], {
    cwd: rig.directory,
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining("works only inside `regatta run`")]);
});

test("an account that was idle can be used again once it is ready again", async () => {
  const here =
    "test('x', () => process.env.REGATTA_ACCOUNT_ID === '1/x' ? new Promise(() => setInterval(() => {}, 1e6)) : undefined, 1e8);";
  const rig = await start({ files: { "a.test.js": here, "b.test.js": PASSES } });
  rig.ready(["1/x", "2/x"], FIRST);
  // Before its worker is up there is nothing to be cut off.
  await rig.waitFor("file-started", { account: "1/x", file: "a.test.js" });
  await rig.waitFor("account-idle", { account: "2/x" });
  rig.send({ kind: "account-gone", account: "1/x", reason: "its lease was lost" });
  await rig.waitFor("file-cut-off", { file: "a.test.js" });
  rig.join("2/x");
  expect((await rig.exited).code).toBe(0);
  expect(rig.outcomes()).toEqual({ "a.test.js": "passed", "b.test.js": "passed" });
});
