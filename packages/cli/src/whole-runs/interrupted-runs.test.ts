import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import { aliveAfter, pidsOf } from "./testing/liveness.ts";
import { endlessFile, passingFiles } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

test("Ctrl-C: what was cut off goes dirty, what was untouched is available, nothing stays leased", async () => {
  const { files, services } = sampleServices({
    base: { behaviour: { DurationMs: 60_000, In: ["210000000001"] } },
  });
  world = await World.start({
    accounts: 3,
    files: {
      ...files,
      "tests/hold.test.js": endlessFile,
      "tests/hold-2.test.js": endlessFile,
      ...passingFiles(1),
    },
    config: { services },
  });
  const run = world.regatta("run");
  const started = await run.waitFor("file-started", ({ file }) => file.startsWith("tests/hold"));
  await run.waitFor("deploy-started", ({ account }) => account.startsWith("210000000001"));
  run.child.kill("SIGINT");
  expect(await run.ended).toMatchObject({ code: 130 });
  const states = await world.states();
  expect(states.leased).toBeUndefined();
  const reasons = Object.fromEntries((await world.dirty()).map(({ id, reason }) => [id, reason]));
  expect(reasons["210000000001"]).toContain("cut off");
  expect(reasons[started.account.split("/")[0] ?? ""]).toContain("cut off");
  expect(await aliveAfter(pidsOf(run), 0)).toEqual([]);
});

test("Ctrl-C between deploys, while the next service is built, leaves the account available", async () => {
  const { files, services } = sampleServices({ base: {}, orders: {} });
  const building = { ...(services.orders as object), prepare: ["sleep 60"], dependsOn: ["base"] };
  const config = { services: { ...services, orders: building } };
  world = await World.start({ accounts: 1, files: { ...files, ...passingFiles(1) }, config });
  const run = world.regatta("run");
  await run.waitFor("deploy-finished");
  run.child.kill("SIGINT");
  expect(await run.ended).toMatchObject({ code: 130 });
  expect(await world.states()).toEqual({ available: 1 });
});

test("Ctrl-C before anything was touched leaves every account available", async () => {
  world = await World.start({ accounts: 2, files: passingFiles(2) });
  world.aws.faults.add({ service: "sts", operation: "AssumeRole", kind: { kind: "latency", ms: 60_000 } });
  const run = world.regatta("run");
  await run.waitFor("lease-acquired");
  run.child.kill("SIGINT");
  expect(await run.ended).toMatchObject({ code: 130 });
  expect(await world.states()).toEqual({ available: 2 });
});

test("a second Ctrl-C quits at once and says what it left behind", async () => {
  world = await World.start({ accounts: 1, files: { "tests/hold.test.js": endlessFile } });
  const run = world.regatta("run");
  await run.waitFor("file-started");
  world.aws.faults.add({
    service: "dynamodb",
    operation: "UpdateItem",
    kind: { kind: "latency", ms: 60_000 },
  });
  run.child.kill("SIGINT");
  await run.waitFor("interrupted");
  run.child.kill("SIGINT");
  const { code, output } = await run.ended;
  expect(code).toBe(130);
  expect(output).toContain("210000000001");
  expect(await aliveAfter(pidsOf(run), 5_000)).toEqual([]);
});

test("kill -9 while one account is deployed and another tests: no worker survives, the leases run out into dirty, the next run works", async () => {
  const quick = sampleServices({ base: {} });
  const { files, services } = sampleServices({
    base: { behaviour: { DurationMs: 60_000, In: ["210000000001"] } },
  });
  world = await World.start({
    accounts: 3,
    inPool: 2,
    files: { ...files, "tests/hold.test.js": endlessFile, ...passingFiles(3) },
    config: { services, accounts: { leaseSeconds: 4 } },
  });
  const run = world.regatta("run");
  await run.waitFor("deploy-started", ({ account }) => account.startsWith("210000000001"));
  await run.waitFor("file-started", ({ file }) => file === "tests/hold.test.js");
  run.child.kill("SIGKILL");
  await run.ended;
  const left = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  expect(left).toMatch(
    /<testsuites [^>]*tests="4"[^>]*>[\s\S]*file="tests\/hold.test.js"[\s\S]*<\/testsuites>\s*$/,
  );
  expect(left).toMatch(/<error [^>]*>(never run|no result): the run ended/);
  expect(await aliveAfter(pidsOf(run), 5_000)).toEqual([]);

  const rebuilt = await world.call("junit", "latest", "--output", "rebuilt.xml");
  expect(rebuilt).toMatchObject({ code: 0 });
  expect(readFileSync(join(world.project.directory, "rebuilt.xml"), "utf8")).toContain("tests/hold.test.js");

  await leasesRunOut();
  expect(await world.pool.reap()).toHaveLength(2);
  expect(await world.states()).toEqual({ dirty: 2 });

  for (const account of world.aws.accounts.slice(2)) await world.pool.add(account);
  for (const [path, content] of Object.entries(quick.files)) world.project.write(path, content);
  expect(await world.call("run", "tests/pass")).toMatchObject({ code: 0 });
}, 60_000);

// Time itself is what is waited for: nothing but the server's clock ends a lease.
async function leasesRunOut(): Promise<void> {
  const last = Math.max(...(await world.pool.list()).map(({ lease }) => lease?.expiresAt ?? 0));
  // The server's Date header is in whole seconds, and a reaper must allow for that.
  await systemClock.sleep(Math.max(0, last - world.pool.serverNow()) + 2_500);
}
