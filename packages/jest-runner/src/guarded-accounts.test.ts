import { expect, test } from "@jest/globals";
import { rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
const HERE = "console.log(process.env.REGATTA_ACCOUNT_ID);";
const PASSES = `test('x', () => { ${HERE} });`;

test("a file that could be cut short is not started where lease or credentials end; it starts when that is over", async () => {
  const rig = await start({
    files: { "long.test.js": PASSES, "short.test.js": PASSES, "z.test.js": PASSES },
  });
  rig.send({ kind: "account-limit", account: "1/x", endsInMs: 60_000 });
  rig.ready(["1/x"], {
    expectedMs: { "long.test.js": 50_000, "short.test.js": 20_000, "z.test.js": 10_000 },
  });
  await rig.waitFor("file-finished", { file: "z.test.js" });
  // Nothing else fits there: it is not kept for what may never be.
  await rig.waitFor("account-idle", { account: "1/x" });
  expect(rig.all("file-started").map(({ file }) => file)).toEqual(["short.test.js", "z.test.js"]);
  rig.send({ kind: "account-limit", account: "1/x" });
  rig.join("1/x", { again: true });
  expect((await rig.exited).code).toBe(0);
  expect(rig.outcomes()).toEqual({
    "long.test.js": "passed",
    "short.test.js": "passed",
    "z.test.js": "passed",
  });
});

test("an account in which files fail that pass elsewhere leaves the run, and costs none of them its retry", async () => {
  // The sound account waits for the broken one's second failure: however slowly that starts, it has its part.
  const broken = `const fs = require('fs');
    test('x', async () => {
      ${HERE}
      if (process.env.REGATTA_ACCOUNT_ID === '1/x') { fs.appendFileSync('failed', 'x'); throw new Error('broken account'); }
      while (!fs.existsSync('failed') || fs.readFileSync('failed', 'utf8').length < 2) await new Promise((r) => setTimeout(r, 5));
    });`;
  const names = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}.test.js`);
  const rig = await start({ files: Object.fromEntries(names.map((name) => [name, broken])) });
  rig.ready(["1/x", "2/x"], { retries: 1 });
  const { code, stderr } = await rig.exited;
  const suspect = await rig.waitFor("account-suspect");
  expect(suspect).toMatchObject({
    account: "1/x",
    reason: expect.stringContaining("passed in another account"),
  });
  expect(suspect.files.length).toBeGreaterThanOrEqual(2);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Test Suites: 6 passed, 6 total")]);
  const told = rig.messages.filter((message) => "account" in message && message.account === "1/x");
  const at = told.findIndex(({ kind }) => kind === "account-suspect");
  // Nothing starts there any more, and it is handed back.
  expect(
    told
      .slice(at + 1)
      .map(({ kind }) => kind)
      .filter((kind) => kind !== "file-cut-off"),
  ).toEqual(["account-idle"]);
  const finals = rig.all("file-finished", { final: true });
  expect(finals.map(({ file, account, outcome }) => [file, account, outcome]).toSorted()).toEqual(
    names.map((name) => [name, "2/x", "passed"]),
  );
});
