import { strict as assert } from "node:assert";
import type { RunEvent } from "@regatta/run-log";
import type { CommandCase, Seen } from "../command-case.ts";
import { leakingTest } from "../docs-project.ts";
import { has, valueAfter } from "../words.ts";

const FILES = 9;
const SERVICES = ["base", "orders", "payments", "search", "web"];
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
      if (!has(args, "--timings"))
        assert.deepEqual(
          servicesOf(seen),
          SERVICES.filter((service) => service !== valueAfter(args, "--skip")),
        );
      await assertAllAvailable(seen);
    },
  },
  replay: {
    async given(docs) {
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
    given: (docs) => docs.fillPool(),
    async check(seen) {
      const { args, stdout } = seen;
      const services = servicesOf(seen);
      if (!has(args, "--only")) assert.deepEqual(services, SERVICES);
      else if (has(args, "--with-dependents")) assert.deepEqual(services, ["orders", "web"]);
      else assert.deepEqual(services, [valueAfter(args, "--only")]);
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
    given: (docs) => docs.fillPool(),
    async check(seen) {
      const { docs, stdout, args, shell } = seen;
      if (shell.includes("| jq")) return assert.equal(stdout, `${FILES}\n`);
      for (const service of SERVICES) assert.match(stdout, new RegExp(`\\b${service}\\b`));
      assert.match(stdout, new RegExp(`\\b${expectedFiles(args)} (?:test )?files?\\b`));
      if (has(args, "--account")) assert.match(stdout, new RegExp(anna));
      for (const { version } of await docs.world.pool.list()) assert.equal(version, 1);
    },
  },
};
