import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
const VERSIONS = [29, 30] as const;

test.each(VERSIONS)("Jest %i: every file gets one result, said to Jest and to the parent", async (jest) => {
  const rig = await start({
    jest,
    config: { testLocationInResults: true },
    files: {
      "a.test.js": PASSES,
      "b.test.js": "test.skip('not now', () => {});",
      "deep/c.test.js":
        "describe('outer', () => {\n test('fails', () => expect(1).toBe(2)); test.todo('later'); });",
      "broken.test.js": "test('never', () => {}); throw new TypeError('does not load');",
      "empty.test.js": "",
    },
  });
  rig.ready(["1/x", "2/x"]);
  const { code, stderr } = await rig.exited;
  expect(stderr).toContain("Tests:       1 failed, 1 skipped, 1 todo, 1 passed, 4 total");
  expect(stderr).toContain("Test Suites: 3 failed, 1 skipped, 1 passed, 4 of 5 total");
  expect(code).toBe(1);
  expect(rig.outcomes()).toEqual({
    "a.test.js": "passed",
    "b.test.js": "passed",
    "broken.test.js": "failed",
    "deep/c.test.js": "failed",
    "empty.test.js": "failed",
  });
  const [failed] = rig.all("file-finished", { file: "deep/c.test.js" });
  expect(failed?.result.tests).toEqual([
    expect.objectContaining({ title: "fails", ancestors: ["outer"], status: "failed", line: 2 }),
    expect.objectContaining({ title: "later", status: "todo", failureMessages: [] }),
  ]);
  expect(failed?.result.tests[0]?.failureMessages[0]).toContain("Expected: 2");
  expect(failed?.result.formatted).toMatch(/● .*Expected: 2.*> \d+ \|/s);
  const [broken] = rig.all("file-finished", { file: "broken.test.js" });
  expect(broken?.result.message).toContain("does not load");
  const [skipped] = rig.all("file-finished", { file: "b.test.js" });
  expect(skipped?.result.skipped).toBe(true);
});

test("the parent hears a run in order, and each account's end", async () => {
  const rig = await start({ files: { "a.test.js": PASSES } });
  const { files, jestVersion, rootDir } = await rig.waitFor("files");
  expect([files, rootDir]).toEqual([["a.test.js"], rig.directory]);
  expect(jestVersion).toMatch(/^30\./);
  rig.ready(["1/x", "2/x"]);
  await rig.exited;
  const kinds = rig.messages.map((message) =>
    "account" in message ? `${message.kind} ${message.account}` : message.kind,
  );
  expect(kinds.filter((kind) => !kind.endsWith("2/x"))).toEqual([
    "files",
    "worker-started 1/x",
    "file-started 1/x",
    "file-finished 1/x",
    "account-idle 1/x",
    "complete",
  ]);
  // There is nothing for the second account: it starts no worker at all.
  expect(kinds.filter((kind) => kind.endsWith("2/x"))).toEqual(["account-idle 2/x"]);
});

test("each file sees the environment of its account, a worker number of its own, and no AWS setting of Jest's", async () => {
  const records = `
    test('records', () => {
      const { REGATTA_ACCOUNT_ID, JEST_WORKER_ID, NODE_ENV, SEEDED, AWS_PROFILE } = process.env;
      console.log(JSON.stringify({ REGATTA_ACCOUNT_ID, JEST_WORKER_ID, NODE_ENV, SEEDED, AWS_PROFILE }));
    });`;
  const names = Array.from({ length: 8 }, (_, at) => `${at}.test.js`);
  const rig = await start({
    env: { SEEDED: "by globalSetup", AWS_PROFILE: "not for tests" },
    files: Object.fromEntries(names.map((name) => [name, records])),
  });
  rig.ready(["1/x", "2/x"]);
  expect((await rig.exited).code).toBe(0);
  const workerOf = new Map<string, unknown>();
  for (const { account, result } of rig.all("file-finished")) {
    const seen = JSON.parse(result.console?.replace("console.log ", "").trim() ?? "");
    expect(seen).toEqual({
      REGATTA_ACCOUNT_ID: account,
      JEST_WORKER_ID: expect.any(String),
      NODE_ENV: "test",
      SEEDED: "by globalSetup",
    });
    workerOf.set(account, seen.JEST_WORKER_ID);
  }
  expect(new Set(workerOf.values()).size).toBe(workerOf.size);
  expect(rig.all("worker-started")).toHaveLength(2);
});

test("the longest expected file starts first, and accounts that join late take what is left", async () => {
  const rig = await start({ files: { "a.test.js": PASSES, "b.test.js": PASSES, "c.test.js": PASSES } });
  rig.ready(["1/x"], { expectedMs: { "a.test.js": 1, "b.test.js": 300, "c.test.js": 20 } });
  await rig.exited;
  expect(rig.all("file-started").map(({ file }) => file)).toEqual(["b.test.js", "c.test.js", "a.test.js"]);
});

test("no more workers start at once than two a core, however many accounts there are", async () => {
  const atOnce = 2 * availableParallelism();
  const names = Array.from({ length: atOnce + 2 }, (_, n) => `${n}`);
  const rig = await start({ files: Object.fromEntries(names.map((name) => [`${name}.test.js`, PASSES])) });
  rig.ready(names.map((name) => `${name}/x`));
  expect((await rig.exited).code).toBe(0);
  const kinds = rig.messages.map(({ kind }) => kind).filter((kind) => kind.endsWith("-started"));
  expect(kinds.indexOf("file-started")).toBe(atOnce);
  expect(rig.all("account-idle")).toHaveLength(names.length);
});

test("an account runs as many files at once as the settings say", async () => {
  const meets =
    "test('waits for the other', async () => { const fs = require('fs'); const me = process.env.JEST_WORKER_ID;\n" +
    "fs.writeFileSync('here-' + me, ''); while (!fs.existsSync('here-' + (3 - me))) await new Promise((r) => setTimeout(r, 5)); });";
  const rig = await start({ files: { "a.test.js": meets, "b.test.js": meets } });
  rig.ready(["1/x"], { filesPerAccount: 2 });
  expect((await rig.exited).code).toBe(0);
  expect(rig.all("worker-started", { account: "1/x" })).toHaveLength(2);
});

test.each(VERSIONS)(
  "Jest %i: console output, -t, snapshots and their leftovers are Jest's own",
  async (jest) => {
    const rig = await start({
      jest,
      args: ["-t", "wanted", "--ci=false"],
      files: {
        "a.test.js":
          "test('wanted', () => { console.warn('said aloud'); expect({ a: 1 }).toMatchSnapshot(); });\ntest('other', () => { throw 1; });",
        "b.test.js": "test('wanted', () => expect(2).toBe(2));",
        "__snapshots__/b.test.js.snap":
          "// Jest Snapshot v1, https://goo.gl/fbAQLP\n\nexports[`wanted 1`] = `gone`;\n",
      },
    });
    rig.ready(["1/x"]);
    const { stderr, code } = await rig.exited;
    expect(stderr).toContain("said aloud");
    expect(stderr).toContain("Tests:       1 skipped, 2 passed, 3 total");
    expect(stderr).toMatch(/1 snapshot written/);
    expect(stderr).toMatch(/1 snapshot obsolete/);
    expect(readFileSync(join(rig.directory, "__snapshots__/a.test.js.snap"), "utf8")).toContain('"a": 1');
    expect(rig.all("file-finished", { file: "a.test.js" })[0]?.result.console).toBe(
      "console.warn said aloud",
    );
    // As without Regatta: Jest 29 and 30 count obsolete snapshots against the run.
    expect(code).toBe(1);
  },
);

test.each(VERSIONS)("Jest %i: ES modules run as such", async (jest) => {
  const rig = await start({
    jest,
    nodeArgs: ["--experimental-vm-modules", "--no-warnings"],
    config: { transform: {} },
    files: {
      "package.json": '{"type":"module"}',
      "sum.js": "export const sum = (a, b) => a + b; export const here = import.meta.url;",
      "sum.test.js":
        "import { sum, here } from './sum.js';\nconst { title } = await import('./title.js');\ntest(title, () => expect([sum(1, 2), here.startsWith('file:')]).toEqual([3, true]));",
      "title.js": "export const title = 'awaited at the top';",
    },
  });
  rig.ready(["1/x"]);
  expect(await rig.exited).toMatchObject({ code: 0 });
});

test("projects keep their own configuration, also for a file that two of them select", async () => {
  const project = (displayName: string) => ({
    displayName,
    rootDir: "<rootDir>",
    transform: {},
    globals: { PROJECT: displayName },
  });
  const rig = await start({
    config: { projects: [project("red"), project("blue")] },
    files: { "a.test.js": "test('x', () => console.log(PROJECT));" },
  });
  const { files } = await rig.waitFor("files");
  expect(files.toSorted()).toEqual(["a.test.js", expect.stringMatching(/^a\.test\.js \((red|blue)\)$/)]);
  rig.ready(["1/x"]);
  expect((await rig.exited).code).toBe(0);
  const said = rig.all("file-finished").map(({ result }) => result.console?.trim());
  expect(said.toSorted()).toEqual(["console.log blue", "console.log red"]);
});

test("a failed assertion on what JSON cannot hold is a failed assertion", async () => {
  const rig = await start({
    files: {
      "a.test.js":
        "test('bigint', () => expect(10n).toBe(11n));\ntest('cycle', () => { const a = {}; a.a = a; expect(a).toBe(1); });",
    },
  });
  rig.ready(["1/x"]);
  const { stderr } = await rig.exited;
  expect(stderr).toContain("Tests:       2 failed, 2 total");
  expect(rig.outcomes()).toEqual({ "a.test.js": "failed" });
});

test("files related to what changed, and their coverage, are chosen as without Regatta", async () => {
  const rig = await start({
    args: [
      ...["--findRelatedTests", "one.js"],
      // By V8, which takes no Babel.
      ...["--coverage", "--coverageProvider=v8", "--coverageReporters=json-summary"],
    ],
    files: {
      "one.js": "exports.one = () => 1;\n",
      "two.js": "exports.two = () => 2;\n",
      "a.test.js": "test('one', () => expect(require('./one').one() + require('./two').two()).toBe(3));",
      "b.test.js": "test('two', () => expect(require('./two').two()).toBe(2));",
    },
  });
  rig.ready(["1/x"]);
  expect((await rig.exited).code).toBe(0);
  expect(rig.outcomes()).toEqual({ "a.test.js": "passed" });
  const summary = JSON.parse(readFileSync(join(rig.directory, "coverage/coverage-summary.json"), "utf8"));
  expect(Object.keys(summary)).toEqual(["total", join(rig.directory, "one.js")]);
});
