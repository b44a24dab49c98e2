import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { JestRig } from "./testing/jest-rig.ts";
import { gone, PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
/** Passes in every account but these. */
const failsIn = (...accounts: string[]) =>
  `test('x', () => expect(${JSON.stringify(accounts)}).not.toContain(process.env.REGATTA_ACCOUNT_ID));`;
const hangsIn = (account: string) =>
  `test('x', () => process.env.REGATTA_ACCOUNT_ID === '${account}' ? new Promise(() => setInterval(() => {}, 1e6)) : undefined, 1e8);`;

/** What became of each attempt, in order. */
function attempts(rig: JestRig): string[] {
  return rig.messages.flatMap((message) => {
    if (message.kind === "file-cut-off") return `${message.file} in ${message.account}: cut off`;
    if (message.kind !== "file-finished") return [];
    const { file, account, attempt, outcome, final } = message;
    return `${file} in ${account}: ${attempt} ${outcome}${final ? ", final" : ""}`;
  });
}

test("a file that failed is tried again in another account, and Jest hears of it once", async () => {
  const rig = await start({
    args: ["--json", "--outputFile=report.json"],
    files: { "bad.test.js": failsIn("1/x", "2/x"), "flaky.test.js": failsIn("1/x"), "good.test.js": PASSES },
  });
  rig.ready(["1/x"], {
    retries: 1,
    expectedMs: { "flaky.test.js": 90, "bad.test.js": 80, "good.test.js": 1 },
  });
  await rig.waitFor("file-finished", { file: "flaky.test.js" });
  rig.join("2/x");
  const { code, stderr } = await rig.exited;
  expect(attempts(rig).filter((line) => line.startsWith("flaky"))).toEqual([
    "flaky.test.js in 1/x: 1 failed",
    "flaky.test.js in 2/x: 2 passed, final",
  ]);
  const bad = rig.all("file-finished", { file: "bad.test.js" });
  expect(bad.map(({ outcome, final }) => [outcome, final])).toEqual([
    ["failed", false],
    ["failed", true],
  ]);
  expect(new Set(bad.map(({ account }) => account)).size).toBe(2);
  expect(stderr).toContain("Test Suites: 1 failed, 2 passed, 3 total");
  expect(stderr).toContain("Tests:       1 failed, 2 passed, 3 total");
  expect(code).toBe(1);
  const { testResults } = JSON.parse(readFileSync(join(rig.directory, "report.json"), "utf8"));
  expect(testResults).toHaveLength(3);
});

test("what failed and cannot be tried again fails as it did; a stop does not make it never run", async () => {
  const rig = await start({ files: { "a.test.js": failsIn("1/x"), "b.test.js": hangsIn("2/x") } });
  rig.ready(["1/x", "2/x"], { retries: 2, expectedMs: { "a.test.js": 90, "b.test.js": 80 } });
  await rig.waitFor("file-started", { file: "b.test.js" });
  await rig.waitFor("file-finished", { file: "a.test.js" });
  rig.send({ kind: "stop", reason: "enough" });
  const { stderr } = await rig.exited;
  expect(stderr).toContain("expect(received).not.toContain(expected)");
  expect(stderr).toContain("was cut off: enough");
  expect(stderr).not.toContain("never ran");
  expect(rig.all("file-never-run").map(({ file }) => file)).toEqual(["a.test.js"]);
});

test("locks, several accounts and exclusive files are kept to", async () => {
  const rig = await start({
    files: {
      "a.test.js": `/** @lock mail */\n${PASSES}`,
      "b.test.js": `/** @lock mail, other */\n${PASSES}`,
      "both.test.js":
        "/** @accounts 2 */\ntest('x', () => console.log(JSON.parse(process.env.REGATTA_ACCOUNTS).map(({ id }) => id)));",
      "alone.test.js": `/** @exclusive */\n${PASSES}`,
    },
  });
  const { locks, accounts, exclusive, mistakes } = await rig.waitFor("files");
  expect({ locks, accounts, exclusive, mistakes }).toEqual({
    locks: { "a.test.js": ["mail"], "b.test.js": ["mail", "other"] },
    accounts: { "both.test.js": 2 },
    exclusive: ["alone.test.js"],
    mistakes: [],
  });
  const expectedMs = { "a.test.js": 90, "b.test.js": 80, "both.test.js": 20, "alone.test.js": 1 };
  rig.ready(["1/x", "2/x"], { canFreshen: true, inOrder: Object.keys(expectedMs) });
  const { account, request } = await rig.waitFor("account-freshen", { file: "alone.test.js" });
  expect(rig.all("file-started", { file: "alone.test.js" })).toEqual([]);
  rig.send({ kind: "freshened", account, request });
  expect((await rig.exited).code).toBe(0);
  const order = rig.messages.flatMap((message) =>
    (message.kind === "file-started" || message.kind === "file-finished") && /^[ab]\.test/.test(message.file)
      ? `${message.kind} ${message.file[0]}`
      : [],
  );
  expect(order).toEqual(["file-started a", "file-finished a", "file-started b", "file-finished b"]);
  const [both] = rig.all("file-finished", { file: "both.test.js" });
  expect([both?.account, ...(both?.others ?? [])].toSorted()).toEqual(["1/x", "2/x"]);
  expect(both?.result.console).toContain(both?.others?.[0]);
});

test("a late file gets a copy where nothing else is to be done; its first result counts, and the other copy is killed", async () => {
  const rig = await start({ files: { "a.test.js": hangsIn("1/x") } });
  rig.ready(["1/x"], { backupCopies: true, p95Ms: { "a.test.js": 600 }, expectedMs: { "a.test.js": 1 } });
  const { pid } = await rig.waitFor("worker-started");
  await rig.waitFor("file-started");
  rig.join("2/x");
  expect((await rig.exited).code).toBe(0);
  expect(rig.all("file-started").map(({ account, attempt, copy }) => [account, attempt, copy])).toEqual([
    ["1/x", 1, undefined],
    ["2/x", 2, true],
  ]);
  expect(attempts(rig)).toEqual(["a.test.js in 2/x: 2 passed, final", "a.test.js in 1/x: cut off"]);
  await gone(pid);
});

test("files are claimed first; one that another machine has rests, and is run here once that lets it go", async () => {
  const rig = await start({
    files: { "a.test.js": PASSES, "b.test.js": PASSES, "c.test.js": `/** @lock l */${PASSES}` },
  });
  rig.ready(["1/x"], { claims: true, expectedMs: { "a.test.js": 90, "b.test.js": 80, "c.test.js": 70 } });
  await rig.waitFor("claim", { file: "a.test.js" });
  rig.send({ kind: "claim-refused", file: "a.test.js", because: "running" });
  await rig.waitFor("claim", { file: "b.test.js" });
  rig.send({ kind: "claim-refused", file: "b.test.js", because: "done" });
  expect((await rig.waitFor("claim", { file: "c.test.js" })).locks).toEqual(["l"]);
  rig.send({ kind: "claimed", file: "c.test.js" });
  await rig.waitFor("account-idle", { account: "1/x" });
  rig.send({ kind: "file-elsewhere", file: "a.test.js", state: "waiting" });
  rig.join("2/x");
  while (rig.all("claim", { file: "a.test.js" }).length < 2)
    await new Promise((again) => setImmediate(again));
  rig.send({ kind: "claimed", file: "a.test.js" });
  const { code, stderr } = await rig.exited;
  expect(attempts(rig)).toEqual(["c.test.js in 1/x: 1 passed, final", "a.test.js in 2/x: 1 passed, final"]);
  expect([code, rig.all("file-never-run")]).toEqual([0, []]);
  expect(stderr).toContain("Test Suites: 2 passed, 2 of 3 total");
});
