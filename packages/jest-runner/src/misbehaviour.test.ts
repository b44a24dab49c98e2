import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { JestRig, JestVersion } from "./testing/jest-rig.ts";
import { crashes, hangs, lateErrors, lateExit, type Misbehaviour } from "./testing/misbehaviours.ts";
import { gone, PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
const lasts = (ms: number) => `test('passes', () => new Promise((resolve) => setTimeout(resolve, ${ms})));`;
const SLOW = lasts(300);
// The file before it has long ended, and what that left behind ends the worker before this one has ended.
const SLOWER = lasts(900);

interface Behind {
  /** Accounts, and which files run in each, one after the other; behind each of them one that passes, at the end two. */
  accounts: Record<string, ReadonlyArray<{ code: string; next?: string; isLast?: boolean }>>;
  jest?: JestVersion;
  fileTimeoutMs?: number;
  nodeArgs?: string[];
}

/** Runs each file with others that pass behind it in the same account; `bad` are the results of the files, by account. */
async function runBefore({ accounts, jest = 30, fileTimeoutMs, nodeArgs = [] }: Behind) {
  const files: Record<string, string> = {};
  const expectedMs: Record<string, number> = {};
  let position = 1e6;
  for (const [service, list] of Object.entries(accounts)) {
    list.forEach(({ code, next = PASSES, isLast = false }, i) => {
      const other = i === list.length - 1 ? { other: PASSES } : {};
      const behind = isLast ? {} : { next, ...other };
      for (const [name, text] of Object.entries({ bad: code, ...behind })) {
        const file = `${service}/${i}/${name}.test.js`;
        files[file] = `/** @requires ${service} */\n${text}`;
        expectedMs[file] = position--;
      }
    });
  }
  const rig = await start({ jest, nodeArgs, files });
  rig.ready([], { expectedMs, ...(fileTimeoutMs === undefined ? {} : { fileTimeoutMs }) });
  for (const service of Object.keys(accounts)) rig.join(`${service}/x`, { services: [service] });
  const exit = await rig.exited;
  const results = rig.all("file-finished");
  // Whatever happens: each file one result, none without, and nothing happens to those behind.
  expect(results.map(({ file }) => file).toSorted()).toEqual(Object.keys(files).toSorted());
  const behind = results.filter(({ file }) => !file.endsWith("bad.test.js"));
  expect(behind.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  expect(rig.messages.at(-1)).toEqual({ kind: "complete" });
  for (const pid of rig.workerPids) await gone(pid);
  const bad = (service: string) =>
    Object.keys(accounts[service] ?? []).map((i) =>
      results.find(({ file }) => file === `${service}/${i}/bad.test.js`),
    );
  return { rig, exit, bad };
}

type Results = ReturnType<Awaited<ReturnType<typeof runBefore>>["bad"]>;

function expectTold(results: Results, misbehaviours: readonly Misbehaviour[]): void {
  misbehaviours.forEach(({ does, outcome, says }, i) => {
    const { outcome: was, result } = results[i] ?? {};
    expect({ does, was, message: result?.message }).toEqual({
      does,
      was: outcome,
      message: expect.anything(),
    });
    for (const part of says) expect(result?.message).toContain(part);
  });
}

const pidIn = (rig: JestRig, file: string) => Number(readFileSync(join(rig.directory, file), "utf8"));
const workersOf = (rig: JestRig, account: string) => rig.all("worker-started", { account }).length;

test("a file that ends its worker crashes alone; one that throws after its end fails, while the next one runs on", async () => {
  const late = [...lateErrors, lateExit];
  const { rig, exit, bad } = await runBefore({
    accounts: {
      crashes,
      late: late.map((file) => ({ code: file.code, next: file === lateExit ? SLOWER : SLOW })),
    },
    nodeArgs: ["--max-old-space-size=80"],
  });
  expectTold(bad("crashes"), crashes);
  expectTold(bad("late"), late);
  const count = crashes.length + late.length;
  expect(exit.stderr).toContain(`Test Suites: ${count} failed, ${count + 2} passed, ${2 * count + 2} total`);
  expect(exit.code).toBe(1);
  // What a crashed file has started dies with its worker; in a group of its own too, where the system tells (Linux).
  await gone(pidIn(rig, "child.pid"));
  if (process.platform === "linux") await gone(pidIn(rig, "detached.pid"));
  else process.kill(pidIn(rig, "detached.pid"), "SIGKILL");
  expect(workersOf(rig, "crashes/x")).toBe(crashes.length + 1);
  // A late error costs no worker, and none of the tests that had passed.
  expect(workersOf(rig, "late/x")).toBe(2);
  for (const told of bad("late").slice(0, lateErrors.length)) {
    expect(told?.result.tests).toEqual([expect.objectContaining({ title: "passes", status: "passed" })]);
  }
  expect(exit.stderr.match(/too late/g)?.length).toBeGreaterThanOrEqual(lateErrors.length);
  // The file that ran when an earlier one ended the process runs again.
  const cutOff = `late/${late.length - 1}/next.test.js`;
  expect(rig.all("file-cut-off")).toEqual([
    expect.objectContaining({
      account: "late/x",
      file: cutOff,
      attempt: 1,
      reason: expect.stringContaining("ran before it"),
    }),
  ]);
  expect(rig.all("file-started", { file: cutOff }).map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test("a file that never ends is killed at the limit, its last output kept", async () => {
  const [hang, loop] = hangs;
  const { bad } = await runBefore({ accounts: { hang: [hang], loop: [loop] }, fileTimeoutMs: 2_000 });
  expectTold([...bad("hang"), ...bad("loop")], hangs);
  for (const service of ["hang", "loop"]) expect(bad(service)[0]?.result.message).toContain("within 2 s");
});

test("Jest 29: a crash, a file that never ends, late errors, that of the run's last file too", async () => {
  const bads = [crashes[0], hangs[0], { ...lateErrors[0], next: SLOW }, { ...lateErrors[0], isLast: true }];
  const { rig, exit, bad } = await runBefore({ jest: 29, accounts: { bads }, fileTimeoutMs: 2_000 });
  expectTold(bad("bads"), bads);
  expect(exit.stderr).toContain("Test Suites: 4 failed, 3 passed, 7 total");
  expect(exit.code).toBe(1);
  expect(workersOf(rig, "bads/x")).toBe(3);
});

test("what a file left behind is told as its own, however busy Jest itself is meanwhile", async () => {
  const rig = await start({
    config: { reporters: ["default", "<rootDir>/busy.js"] },
    files: {
      "a.test.js": lateExit.code,
      "b.test.js": SLOWER,
      // It stands still from the start of the second file until long after the first one has ended the worker.
      "busy.js": `module.exports = class {
        onTestFileStart({ path }) { if (path.endsWith('b.test.js')) for (const end = Date.now() + 900; Date.now() < end;); }
      };`,
    },
  });
  rig.ready(["1/x"], { expectedMs: { "a.test.js": 2, "b.test.js": 1 } });
  await rig.exited;
  const [first] = rig.all("file-finished", { file: "a.test.js" });
  expectTold([first], [lateExit]);
  expect(rig.outcomes()).toEqual({ "a.test.js": "crashed", "b.test.js": "passed" });
});

test("an error that comes long after is printed and keeps the run from being green", async () => {
  const throws = "test('passes', () => { setTimeout(() => { throw new Error('much too late'); }, 600); });";
  const { exit, bad } = await runBefore({ accounts: { late: [{ code: throws, next: SLOWER }] } });
  expect(bad("late")[0]?.outcome).toBe("passed");
  expect(exit.stderr).toMatch(/bad\.test\.js had its result already[\s\S]*much too late/);
  expect(exit.code).toBe(1);
});

test("where no worker can start the file is reported as crashed, with what was said", async () => {
  const rig = await start({
    config: { globalSetup: "<rootDir>/up.js" },
    files: {
      "a.test.js": PASSES,
      "up.js": "module.exports = () => { process.env.NODE_OPTIONS = '--no-such-option'; };",
    },
  });
  rig.ready(["1/x"]);
  const { outcome, result } = await rig.waitFor("file-finished");
  expect([outcome, result.message]).toEqual(["crashed", expect.stringContaining("--no-such-option")]);
  expect((await rig.exited).code).toBe(1);
  expect(rig.all("worker-started")).toHaveLength(2);
});

test("a worker too large for Jest's workerIdleMemoryLimit is replaced between files; a harmless timer costs a wait", async () => {
  const pid = "console.log(process.pid);";
  const grows = "process.kept = Array.from({ length: 4e6 }, (_, i) => ({ i }));";
  const rig = await start({
    args: ["--workerIdleMemoryLimit=120MB"],
    files: {
      "a.test.js": `test('small', () => { ${pid} });`,
      "b.test.js": `test('grows', () => { ${pid} setInterval(() => {}, 50); ${grows} });`,
      "c.test.js": `test('small', () => { ${pid} });`,
      "d.test.js": `test('small', () => { ${pid} });`,
    },
  });
  rig.ready(["1/x"], { expectedMs: { "a.test.js": 4, "b.test.js": 3, "c.test.js": 2, "d.test.js": 1 } });
  expect((await rig.exited).code).toBe(0);
  const pids = rig
    .all("file-finished")
    .toSorted((one, other) => one.file.localeCompare(other.file))
    .map(({ result }) => result.console?.match(/\d+/)?.[0]);
  const [first, second] = rig.workerPids.map(String);
  expect(pids).toEqual([first, first, second, second]);
});
