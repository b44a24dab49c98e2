import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { JestRig } from "./testing/jest-rig.ts";
import { gone, PASSES, rigsOfThisFile } from "./testing/rigs.ts";

const start = rigsOfThisFile();
const SAYS_OUTPUTS = "test('x', () => console.log(process.env.REGATTA_OUTPUTS));";
const neverRun = (rig: JestRig) =>
  rig
    .all("file-never-run")
    .map(({ file, reason }) => `${file}: ${reason}`)
    .sort();
const requires = (services: string, code = PASSES) => `/** @requires ${services} */\n${code}`;

test("files go where their services are up, and find the outputs of what is up when they start", async () => {
  const rig = await start({
    files: {
      "all.test.js": SAYS_OUTPUTS,
      "base.test.js": requires("base", SAYS_OUTPUTS),
      "orders.test.js": requires("orders, base", SAYS_OUTPUTS),
    },
  });
  const expectedMs = { "all.test.js": 90, "orders.test.js": 80, "base.test.js": 1 };
  const { requires: told } = await rig.waitFor("files");
  expect(told).toEqual({ "base.test.js": ["base"], "orders.test.js": ["orders", "base"] });
  rig.ready([], { expectedMs });
  rig.join("1/x", { services: ["base"], outputs: { base: { Url: "b" } } });
  await rig.waitFor("file-finished", { file: "base.test.js" });
  rig.send({
    kind: "services-ready",
    account: "1/x",
    services: ["orders"],
    outputs: { orders: { Url: "o" } },
  });
  await rig.waitFor("file-finished", { file: "orders.test.js" });
  rig.send({ kind: "services-ready", account: "1/x", services: "all", outputs: { slow: {} } });
  expect((await rig.exited).code).toBe(0);
  const base = { base: { Url: "b" } };
  const orders = { ...base, orders: { Url: "o" } };
  const said = rig.all("file-finished").map(({ file, result }) => [file, result.console?.trim()]);
  expect(said).toEqual([
    ["base.test.js", `console.log ${JSON.stringify(base)}`],
    ["orders.test.js", `console.log ${JSON.stringify(orders)}`],
    ["all.test.js", `console.log ${JSON.stringify({ ...orders, slow: {} })}`],
  ]);
  expect(rig.workerPids).toHaveLength(1);
});

test("a service that failed sends its files elsewhere; when nobody is left they are blocked by it", async () => {
  const rig = await start({
    files: {
      "all.test.js": PASSES,
      "base.test.js": requires("base"),
      "orders.test.js": requires("orders"),
      "slow.test.js": requires("slow"),
    },
  });
  rig.ready([]);
  rig.join("1/x", { services: ["base"] });
  await rig.waitFor("file-finished", { file: "base.test.js" });
  rig.send({ kind: "services-failed", account: "1/x", causes: { orders: "vpc", slow: "vpc" } });
  await rig.waitFor("account-idle", { account: "1/x" });
  rig.join("2/x", { services: ["base", "orders"] });
  await rig.waitFor("file-finished", { file: "orders.test.js" });
  expect(rig.all("account-idle")).toHaveLength(1);
  rig.send({ kind: "services-failed", account: "2/x", causes: { slow: "vpc" } });
  await rig.waitFor("account-idle", { account: "2/x" });
  expect(rig.all("file-never-run")).toEqual([]);
  rig.send({ kind: "no-more-accounts" });
  const { code, stderr } = await rig.exited;
  expect(code).toBe(1);
  expect(stderr).toContain("The test file never ran: blocked by vpc.");
  expect(neverRun(rig)).toEqual(["all.test.js: blocked by vpc", "slow.test.js: blocked by vpc"]);
  expect(rig.all("file-finished").map(({ file, account }) => [file, account])).toEqual([
    ["base.test.js", "1/x"],
    ["orders.test.js", "2/x"],
  ]);
  for (const pid of rig.workerPids) await gone(pid);
});

test("with no account to come, a file nobody can ever run is given up while others still run", async () => {
  const rig = await start({ files: { "base.test.js": requires("base"), "slow.test.js": requires("slow") } });
  rig.ready([]);
  rig.join("1/x", { services: [] });
  rig.send({ kind: "services-failed", account: "1/x", causes: { slow: "slow" } });
  rig.send({ kind: "no-more-accounts" });
  await rig.waitFor("file-never-run", { file: "slow.test.js", reason: "blocked by slow" });
  expect([rig.workerPids, rig.all("account-idle")]).toEqual([[], []]);
  rig.send({ kind: "services-ready", account: "1/x", services: ["base"], outputs: {} });
  await rig.exited;
  expect(rig.outcomes()).toEqual({ "base.test.js": "passed" });
});

test.each([29, 30] as const)(
  "Jest %i: files the parent refuses are not run, and Jest ends in order",
  async (jest) => {
    const rig = await start({
      jest,
      config: { globalTeardown: "<rootDir>/down.js" },
      files: {
        "a.test.js": requires(""),
        "down.js": "module.exports = async () => require('fs').writeFileSync('down', '');",
      },
    });
    expect(await rig.waitFor("files")).toMatchObject({ requires: { "a.test.js": [] } });
    rig.send({ kind: "refuse" });
    const { code, stdout, stderr } = await rig.exited;
    expect([code, stdout, stderr]).toEqual([0, "", expect.stringContaining("Test Suites: 0 of 1 total")]);
    expect(existsSync(join(rig.directory, "down"))).toBe(true);
    expect(rig.messages.map(({ kind }) => kind)).toEqual(["files", "complete"]);
  },
);
