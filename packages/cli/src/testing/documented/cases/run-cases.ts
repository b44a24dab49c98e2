import { strict as assert } from "node:assert";
import type { RunEvent } from "@regatta/run-log";
import type { CommandCase, Seen } from "../command-case.ts";
import { leakingTest } from "../docs-project.ts";
import { has, valueAfter } from "../words.ts";

const FILES = 9;
const SERVICES = ["base", "orders", "payments", "search", "web"];
const TIMINGS =
  '<testsuites><testsuite name="tests/pay.test.ts" file="tests/pay.test.ts" time="2"/></testsuites>';
const anna = "210000000005/eu-west-1";

/** What these events say of one thing each, sorted, each once. */
function all<K extends RunEvent["kind"]>(
  seen: Seen,
  kind: K,
  of: (event: Extract<RunEvent, { kind: K }>) => string,
): string[] {
  const found = seen.events().filter((event) => event.kind === kind);
  return [...new Set(found.map((event) => of(event as Extract<RunEvent, { kind: K }>)))].sort();
}

const filesOf = (seen: Seen) => all(seen, "file-started", ({ file }) => file);
const accountsOf = (seen: Seen) => all(seen, "file-started", ({ account }) => account);
const servicesOf = (seen: Seen) => all(seen, "deploy-finished", ({ service }) => service);

async function assertAllAvailable({ docs }: Seen): Promise<void> {
  for (const { state, id } of await docs.world.pool.list()) assert.equal(state, "available", id);
}

/** How many of the files a run was to run. */
function expectedFiles(args: string[]): number | undefined {
  if (has(args, "--config")) return valueAfter(args, "--config")?.startsWith("jest") ? 1 : FILES;
  if (has(args, "--shard") || has(args, "--runTestsByPath")) return undefined;
  return /orders$/.test(args[1] ?? "") ? 1 : FILES;
}

/** The services that are meant, of which nothing is deployed yet. */
function expectedServices(args: string[]): string[] {
  const only = valueAfter(args, "--only");
  const dependents = has(args, "--with-dependents") && only === "orders" ? ["web"] : [];
  const meant = only === undefined ? SERVICES : [only, ...dependents];
  return meant.filter((service) => service !== valueAfter(args, "--skip"));
}

function checkDetail({ args, output }: Seen): void {
  if (has(args, "--quiet")) assert.doesNotMatch(output, /eu-west-1 ready$/m);
  if (has(args, "--verbose")) assert.match(output, /eu-west-1 ready$/m);
}

function checkAccounts(seen: Seen): void {
  const accounts = accountsOf(seen);
  const [least, most] = (valueAfter(seen.args, "--accounts") ?? "").split("..").map(Number);
  if (has(seen.args, "--account")) {
    const wanted = valueAfter(seen.args, "--account") === "anna" ? anna : valueAfter(seen.args, "--account");
    assert(accounts.every((account) => account.startsWith(wanted ?? "")));
  } else if (least && most) assert(all(seen, "lease-acquired", ({ account }) => account).length >= least);
  else if (least) assert(accounts.length <= least);
}

/** What ends with test files, or with deploys. */
export const runCases: Record<string, CommandCase> = {
  run: {
    async given(docs, args) {
      await docs.fillPool();
      if (has(args, "--branch")) docs.makeRepository();
      if (has(args, "--timings")) await docs.makeRun();
      if (has(args, "--hold-failed"))
        docs.world.project.write("tests/fails.test.js", 'test("pays", () => expect(1).toBe(2));\n');
      if (has(args, "--leaks")) docs.world.project.write("tests/leaks.test.js", leakingTest);
    },
    exitCode: (args) => (has(args, "--hold-failed") ? 1 : 0),
    async check(seen) {
      const { docs, args } = seen;
      checkAccounts(seen);
      assert(docs.has("reports/regatta-junit.xml"));
      assert(docs.has(".regatta/runs/latest/report.html"));
      if (has(args, "--hold-failed")) {
        const held = (await docs.world.pool.list()).filter(({ lease }) => lease?.byHand);
        assert.equal(held.length, 1);
        return;
      }
      if (has(args, "--leaks"))
        return assert.match(seen.output, /tests\/leaks\.test\.js left behind stack left/);
      const expected = expectedFiles(args);
      const files = filesOf(seen);
      if (expected === undefined) assert(files.length > 0 && files.length <= FILES);
      else assert.equal(files.length, expected, files.join(" "));
      if (!has(args, "--timings")) assert.deepEqual(servicesOf(seen), expectedServices(args));
      checkDetail(seen);
      await assertAllAvailable(seen);
    },
  },
  replay: {
    async given(docs, args) {
      if (has(args, "--branch")) docs.makeRepository();
      await docs.fillPool();
      await docs.makeRun();
    },
    async check(seen) {
      assert.equal(accountsOf(seen).length, 1);
      const files = filesOf(seen);
      if (has(seen.args, "--file")) assert.deepEqual(files, [valueAfter(seen.args, "--file")]);
      else if (has(seen.args, "--shard")) assert(files.length > 0 && files.length < FILES);
      else assert.equal(files.length, FILES);
      if (has(seen.args, "--account")) assert.deepEqual(accountsOf(seen), [anna]);
      await assertAllAvailable(seen);
    },
  },
  deploy: {
    async given(docs, args) {
      await docs.fillPool();
      if (has(args, "--branch")) docs.makeRepository();
    },
    async check(seen) {
      const { docs, args, stdout } = seen;
      const services = servicesOf(seen);
      assert.deepEqual(services, expectedServices(args));
      checkDetail(seen);
      const outputs = valueAfter(args, "--outputs");
      if (outputs !== undefined) assert.match(docs.read(outputs), /\/sample\/orders/);
      if (has(args, "--json")) {
        const [account] = JSON.parse(stdout).accounts;
        assert.equal(account.services.length, 5);
        assert.match(stdout, /"SettingName": "\/sample\/orders"/);
      }
      checkAccounts(seen);
      await assertAllAvailable(seen);
    },
  },
  plan: {
    async given(docs, args) {
      await docs.fillPool();
      if (has(args, "--branch")) docs.makeRepository();
      if (has(args, "--timings")) docs.world.project.write("reports/junit.xml", TIMINGS);
    },
    async check(seen) {
      const { docs, stdout, args, shell } = seen;
      if (shell.includes("| jq")) return assert.equal(stdout, `${FILES}\n`);
      for (const service of expectedServices(args)) assert.match(stdout, new RegExp(`\\b${service}\\b`));
      assert.match(stdout, new RegExp(`\\b${expectedFiles(args)} (?:test )?files?\\b`));
      if (has(args, "--account")) assert.match(stdout, new RegExp(anna));
      for (const { version } of await docs.world.pool.list()) assert.equal(version, 1);
    },
  },
};
