import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { gone, PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
const VERSIONS = [29, 30] as const;

/** Runs the file first, then two more behind it in the same account. */
async function runBefore(
  bad: string,
  options: { jest?: 29 | 30; next?: string; fileTimeoutMs?: number; nodeArgs?: string[] } = {},
) {
  const { jest = 30, next = PASSES, fileTimeoutMs, nodeArgs = [] } = options;
  const rig = await start({
    jest,
    nodeArgs,
    files: { "bad.test.js": bad, "next.test.js": next, "other.test.js": PASSES },
  });
  rig.ready(["1/x"], {
    expectedMs: { "bad.test.js": 30, "next.test.js": 20, "other.test.js": 10 },
    ...(fileTimeoutMs === undefined ? {} : { fileTimeoutMs }),
  });
  const exit = await rig.exited;
  const results = rig.all("file-finished");
  // Whatever happens: each file one result, and none without.
  expect(results.map(({ file }) => file).toSorted()).toEqual([
    "bad.test.js",
    "next.test.js",
    "other.test.js",
  ]);
  expect(rig.messages.at(-1)).toEqual({ kind: "complete" });
  for (const pid of rig.workerPids) await gone(pid);
  return { rig, exit, bad: results.find(({ file }) => file === "bad.test.js") };
}

const OTHERS_PASS = { "next.test.js": "passed", "other.test.js": "passed" };

test.each(VERSIONS)("Jest %i: process.exit(1) in a test is a crash of that file", async (jest) => {
  const { rig, exit, bad } = await runBefore(
    "test('exits', () => { console.log('last words'); process.exit(1); });",
    { jest },
  );
  expect(rig.outcomes()).toEqual({ "bad.test.js": "crashed", ...OTHERS_PASS });
  expect(bad?.result.message).toContain("exited with code 1");
  expect(bad?.result.message).toContain('process.exit called with "1"');
  expect(bad?.result.message).toContain("last words");
  expect(exit.stderr).toContain("Test Suites: 1 failed, 2 passed, 3 total");
  expect(exit.code).toBe(1);
  expect(rig.all("worker-started")).toHaveLength(2);
});

test("process.exit(0) in a test is a crash too, not a pass", async () => {
  const { rig, exit } = await runBefore("test('exits', () => process.exit(0));");
  expect(rig.outcomes()).toEqual({ "bad.test.js": "crashed", ...OTHERS_PASS });
  expect(exit.code).toBe(1);
});

test("a file that kills its own process is a crash of that file", async () => {
  const { rig, bad } = await runBefore("test('dies', () => { process.kill(process.pid, 'SIGKILL'); });");
  expect(rig.outcomes()).toEqual({ "bad.test.js": "crashed", ...OTHERS_PASS });
  expect(bad?.result.message).toContain("killed by SIGKILL");
});

test.each(VERSIONS)(
  "Jest %i: a file that never ends is killed at the limit, its last output kept",
  async (jest) => {
    const { rig, bad } = await runBefore(
      "test('hangs', () => { console.log('before the hang'); return new Promise((resolve) => setTimeout(resolve, 1e8)); }, 1e8);",
      { jest, fileTimeoutMs: 4_000 },
    );
    expect(rig.outcomes()).toEqual({ "bad.test.js": "timed-out", ...OTHERS_PASS });
    expect(bad?.result.message).toContain("within 4 s");
    expect(bad?.result.message).toContain("before the hang");
  },
);

test("an endless loop is killed from outside, its last output kept", async () => {
  const { rig, bad } = await runBefore(
    "test('spins', () => { console.log('before the loop'); process.on('SIGTERM', () => {}); for (;;); });",
    { fileTimeoutMs: 4_000 },
  );
  expect(rig.outcomes()).toEqual({ "bad.test.js": "timed-out", ...OTHERS_PASS });
  expect(bad?.result.message).toContain("before the loop");
});

test("a file that runs out of memory crashes alone", async () => {
  const { rig, bad } = await runBefore(
    "test('grows', () => { const all = []; for (;;) all.push(new Array(1e4).fill().map(() => ({}))); });",
    { nodeArgs: ["--max-old-space-size=80"] },
  );
  expect(rig.outcomes()).toEqual({ "bad.test.js": "crashed", ...OTHERS_PASS });
  expect(bad?.result.message).toContain("heap out of memory");
});

const SLOW = "test('passes', () => new Promise((resolve) => setTimeout(resolve, 400)));";
const LATE: Array<[string, string]> = [
  ["throws from a timer", "setTimeout(() => { throw new Error('too late'); }, 100);"],
  ["throws right after", "setImmediate(() => setImmediate(() => { throw new Error('too late'); }));"],
  ["rejects later", "setTimeout(() => { Promise.reject(new Error('too late')); }, 100);"],
  [
    "rejects in an async function",
    "(async () => { await new Promise((r) => setTimeout(r, 100)); throw new Error('too late'); })();",
  ],
];

test.each(LATE)("a file that ends and then %s fails, while the next one runs on", async (_title, leaves) => {
  const { rig, exit, bad } = await runBefore(`test('passes', () => { ${leaves} });`, { next: SLOW });
  expect(rig.outcomes()).toEqual({ "bad.test.js": "failed", ...OTHERS_PASS });
  expect(bad?.result.message).toContain("too late");
  expect(bad?.result.tests).toEqual([expect.objectContaining({ title: "passes", status: "passed" })]);
  expect(exit.stderr).toContain("Test Suites: 1 failed, 2 passed, 3 total");
  expect(exit.stderr).toContain("too late");
  expect(exit.code).toBe(1);
  expect(rig.all("worker-started")).toHaveLength(1);
});

test("Jest 29: a late error fails its own file too", async () => {
  const { rig } = await runBefore(`test('passes', () => { ${LATE[0]?.[1]} });`, { jest: 29, next: SLOW });
  expect(rig.outcomes()).toEqual({ "bad.test.js": "failed", ...OTHERS_PASS });
});

test("a late error of the last file of the run is not lost", async () => {
  const rig = await start({ files: { "a.test.js": `test('passes', () => { ${LATE[0]?.[1]} });` } });
  rig.ready(["1/x"]);
  expect((await rig.exited).code).toBe(1);
  expect(rig.outcomes()).toEqual({ "a.test.js": "failed" });
});

test("an error that comes long after is printed and keeps the run from being green", async () => {
  const { rig, exit } = await runBefore(
    "test('passes', () => { setTimeout(() => { throw new Error('much too late'); }, 900); });",
    { next: "test('passes', () => new Promise((resolve) => setTimeout(resolve, 1_500)));" },
  );
  expect(rig.outcomes()).toEqual({ "bad.test.js": "passed", ...OTHERS_PASS });
  expect(exit.stderr).toMatch(/bad\.test\.js had its result already[\s\S]*much too late/);
  expect(exit.code).toBe(1);
});

test("a file that ends and then exits the process is the one that crashed; the one it cut off runs again", async () => {
  const { rig } = await runBefore("test('passes', () => { setTimeout(() => process.exit(1), 100); });", {
    next: SLOW,
  });
  expect(rig.outcomes()).toEqual({ "bad.test.js": "crashed", ...OTHERS_PASS });
  expect(rig.all("file-cut-off")).toEqual([
    {
      kind: "file-cut-off",
      account: "1/x",
      file: "next.test.js",
      attempt: 1,
      reason: expect.stringContaining("ran before it"),
    },
  ]);
  expect(rig.all("file-started", { file: "next.test.js" }).map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test("a timer that is left behind and does no harm costs nothing but the wait", async () => {
  const { rig, exit } = await runBefore("test('passes', () => { setInterval(() => {}, 50); });");
  expect(rig.outcomes()).toEqual({ "bad.test.js": "passed", ...OTHERS_PASS });
  expect(exit.code).toBe(0);
});

test("what a crashed file has started dies with its worker", async () => {
  const rig = await start({
    files: {
      "bad.test.js": `test('leaves a child', () => {
        const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
        require('fs').writeFileSync('child.pid', String(child.pid));
        process.exit(3);
      });`,
    },
  });
  rig.ready(["1/x"]);
  const { result } = await rig.waitFor("file-finished");
  expect(result.message).toContain("exited with code 3");
  await gone(Number(readFileSync(join(rig.directory, "child.pid"), "utf8")));
});

test("where no worker can start the file is reported as crashed, with what was said", async () => {
  const rig = await start({ files: { "a.test.js": PASSES } });
  rig.ready([]);
  rig.join("1/x", { env: { NODE_OPTIONS: "--no-such-option" } });
  const { outcome, result } = await rig.waitFor("file-finished");
  expect([outcome, result.message]).toEqual(["crashed", expect.stringContaining("--no-such-option")]);
  expect((await rig.exited).code).toBe(1);
  expect(rig.all("worker-started")).toHaveLength(2);
});
