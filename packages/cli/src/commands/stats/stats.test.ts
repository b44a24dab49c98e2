import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { RunStats } from "@regatta/stats";
import { callProgram } from "../../testing/call-program.ts";
import { template } from "../../whole-runs/testing/templates.ts";
import { World } from "../../whole-runs/testing/world.ts";
import { amount, percent, stretch } from "./figures.ts";
import { renderStats } from "./render-stats.ts";
import { momentOf, since } from "./since.ts";

const colours = new Proxy({}, { get: () => (text: string) => text }) as Parameters<
  typeof renderStats
>[1]["colours"];
const flakyFile = `
  const { existsSync, writeFileSync } = require("node:fs");
  const seen = __dirname + "/seen";
  test("pays", () => { const first = !existsSync(seen); writeFileSync(seen, ""); expect(first).toBe(false); });`;

let world: World;
let all: RunStats;
beforeAll(async () => {
  world = await World.start({
    accounts: 3,
    files: {
      "services/base/template.json": template("base"),
      "tests/flaky.test.js": flakyFile,
      "tests/good.test.js": 'test("works", () => undefined);',
      "tests/crash.test.js": 'test("works", () => process.exit(9));',
    },
    config: {
      services: { base: { directory: "services/base", template: "template.json" } },
      tests: { retries: 1 },
      cleaning: { proofSeconds: 0 },
      costs: { currency: "EUR", machineHour: 36 },
    },
  });
});
afterAll(() => world.close());

test("a pool in which nothing was recorded yet says so, and what to do", async () => {
  const { code, stdout } = await world.call("stats");
  expect(code).toBe(0);
  expect(stdout).toContain("No run has left a record in this time.");
  expect(stdout).toContain("The pool has 3 accounts.");
  expect(stdout).toContain("next: regatta run");
});

test("runs, deploys and cleanings are counted, with what failed, where, and what it cost", async () => {
  expect(await world.call("deploy", "--accounts", "1")).toMatchObject({ code: 0 });
  expect(await world.call("run", "--accounts", "2")).toMatchObject({ code: 1 });
  expect(await world.call("clean")).toMatchObject({ code: 0 });
  const { stdout } = await world.call("stats", "--json", "--since", "1h");
  all = JSON.parse(stdout) as RunStats;
  expect(all).toMatchObject({
    pool: "default",
    unreadable: 0,
    tests: { runs: 1, outcomes: { red: 1 }, greenShare: 0, greenByRetry: 0 },
    deploys: { runs: 1, outcomes: { green: 1 } },
    use: { accounts: 3 },
    services: [{ service: "base", failed: 0 }],
    dirty: [
      { what: "a test file crashed its worker", count: 2, subjects: [{ name: "tests/crash.test.js" }] },
    ],
    cleaning: { cleanings: 1, outcomes: { cleaned: 2 }, dirtyMs: { count: 2 } },
    runs: [{ purpose: "deploy" }, { outcome: "red", files: 3, flaky: 1, failed: 1, accounts: 2 }],
  });
  for (const { from, to, time } of all.runs) {
    expect(Object.values(time).reduce((sum, ms) => sum + ms, 0)).toBe(to - from);
  }
  const flaky = all.files.find(({ flakyRuns }) => flakyRuns > 0);
  expect(flaky).toMatchObject({
    file: "tests/flaky.test.js",
    runs: 1,
    lastFailures: [{ class: "flaky", test: "pays", message: expect.stringContaining("expect(received)") }],
  });
  expect(all.cost.money?.total).toBeCloseTo((all.cost.machineMs / 3_600_000) * 36, 6);
  expect(all.accounts).toHaveLength(3);
  expect(JSON.stringify(all)).not.toContain(world.env().AWS_SECRET_ACCESS_KEY);
});

test("people read the same on 80 columns", async () => {
  const { code, stdout } = await world.call("stats");
  expect(code).toBe(0);
  for (const part of [
    /^runs +1 of tests: 1 red$/m,
    /^ +0 % green of 1 that came to an end$/m,
    /^pool +3 accounts/m,
    /EUR \(machines /,
    /^Flaky files/m,
    /^ {2}1 of 1 +tests\/flaky\.test\.js \(100 %\)$/m,
    /^Files that made runs red/m,
    /^Why accounts became dirty/m,
    /^ {2}1 cleaning: 2 cleaned$/m,
  ])
    expect(stdout).toMatch(part);
  expect((await world.call("stats", "--branch", "nobodys")).stdout).toMatch(
    /^pool default, branch nobodys, .*\n\nNo run of that branch has left a record in this time\.\n$/,
  );
  const long = all.files.map((file) => ({ ...file, file: `packages/${"deep/".repeat(20)}${file.file}` }));
  const page = renderStats({ ...all, files: long }, { colours, columns: 80 });
  for (const line of page.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(page).toMatch(/ {2}1 of 1 +….*tests\/flaky\.test\.js \(100 %\)\n/);
  expect(page.endsWith("\n")).toBe(true);
});

test("figures read as they are: no share is rounded to all or nothing", () => {
  const shares = [0, 0.0004, 0.004, 0.5, 0.994, 0.9999, 1];
  expect(shares.map(percent)).toEqual(["0 %", "< 0.1 %", "0.4 %", "50 %", "99.4 %", "99.9 %", "100 %"]);
  expect([0, 0.0123, 12.345].map((value) => amount(value, { currency: "EUR" }))).toEqual([
    "0.00 EUR",
    "0.0123 EUR",
    "12.35 EUR",
  ]);
  const from = Date.UTC(2026, 0, 31, 9);
  expect(stretch({ from, to: from + 90 * 60_000 })).toBe("2026-01-31 09:00 to 2026-01-31 10:30");
  expect(stretch({ from, to: from + 30 * 86_400_000 })).toBe("2026-01-31 to 2026-03-02");
});

test("a page of it goes where it is asked for, and programs still read only figures", async () => {
  const { code, stdout } = await world.call("stats", "--output", "pages/stats.html");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "Wrote pages/stats.html.\n" });
  const page = readFileSync(join(world.project.directory, "pages/stats.html"), "utf8");
  expect(page).toContain("tests/flaky.test.js");
  expect(page).toContain("default-src 'none'");
  const json = await world.call("stats", "--json", "--output", "pages/stats.html");
  expect(JSON.parse(json.stdout)).toMatchObject({ tests: { runs: expect.any(Number) } });
  expect(await world.call("stats", "--output", "regatta.config.json/stats.html")).toMatchObject({ code: 2 });
});

test("a pool that is not there is said so, and a time that cannot be looked back to", async () => {
  const { directory: cwd } = world.project;
  const none = await world.call("stats", "--table", "nowhere");
  expect(none).toMatchObject({ code: 2 });
  expect(none.stderr).toContain("nowhere");
  expect(await callProgram(["stats", "--since", "soon"], { cwd })).toMatchObject({ exitCode: 2 });
  expect(momentOf(since("2w"), 14 * 86_400_000)).toBe(0);
  expect(momentOf(since("2026-01-31"), Date.UTC(2027, 0))).toBe(Date.UTC(2026, 0, 31));
  for (const wrong of ["0d", "401d", "2026-02-30", "30", "-1d"])
    expect(() => since(wrong)).toThrow("400 days");
});
