import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import type { DeployResult } from "@regatta/run";
import { deployedBy, leasedBy } from "./testing/deploys.ts";
import { isAlive } from "./testing/liveness.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const shop = sampleServices({ base: {}, api: { dependsOn: ["base"] } });
const roleOf = (id: string) => ["--role", `arn:aws:iam::${id}:role/RegattaTest`];

/** A pool account becomes one of someone's own. */
async function give(id: string, name: string): Promise<void> {
  const own = world.aws.accounts.find((account) => account.id === id);
  const external = ["--external-id", own?.externalId ?? ""];
  const add = await world.call("pool", "add", id, ...roleOf(id), ...external, "--name", name);
  expect(add).toMatchObject({ code: 0 });
}

test("deploy deploys once, then exactly what changed; a run after it skips everything", async () => {
  world = await World.start({
    accounts: 2,
    files: { ...shop.files, ...passingFiles(2) },
    config: { services: shop.services },
  });
  const first = await world.call("deploy");
  expect(first).toMatchObject({ code: 0 });
  expect(deployedBy(first)).toEqual(["api", "api", "base", "base"]);
  expect(await world.states()).toEqual({ available: 2 });

  world.project.write("services/api/template.json", template("api", undefined, "2"));
  const changed = await world.call("deploy");
  const { code, output } = changed;
  expect(code).toBe(0);
  expect(deployedBy(changed)).toEqual(["api", "api"]);
  expect(output).toContain("2 deployed, 2 skipped, in 2 accounts");
  expect(output).not.toContain("junit");
  expect(output).toMatch(/^report {2}.*report\.html$/m);

  const run = await world.call("run");
  expect(run).toMatchObject({ code: 0 });
  expect(deployedBy(run)).toEqual([]);
});

test("what failed is said with what it blocked, the rest is deployed, and the account is dirty with the reason", async () => {
  const { files, services } = sampleServices({
    orders: { behaviour: { Fail: "create", Message: "The quota of orders is used up" } },
    web: { dependsOn: ["orders"] },
    logs: {},
  });
  world = await World.start({ accounts: 1, files, config: { services } });
  const deploy = await world.call("deploy");
  const { code, output } = deploy;
  expect(code).toBe(3);
  expect(deployedBy(deploy)).toEqual(["logs"]);
  expect(output).toContain("blocked by it: ");
  expect(output).toContain("The quota of orders is used up");
  expect(output).toContain("0 of 1 account deployed in");
  expect((await world.dirty())[0]?.reason).toContain("orders");
});

test("an account of someone's own is left alone by runs, deployed by name, and mended by the next deploy after one that failed", async () => {
  const broken = sampleServices({ base: { behaviour: { Fail: "create" } } });
  world = await World.start({
    accounts: 2,
    inPool: 1,
    files: { ...broken.files, ...passingFiles(3) },
    config: { services: broken.services },
  });
  const [other, own] = world.aws.accounts.map(({ id }) => id);
  await give(own ?? "", "anna");
  expect(await world.call("deploy", "--account", "anna")).toMatchObject({ code: 3 });
  const dirty = await world.dirty();
  expect(dirty.map(({ name }) => name)).toEqual(["anna"]);

  world.aws.faults.add({
    service: "sts",
    operation: "AssumeRole",
    kind: { kind: "access-denied" },
    times: 1,
  });
  expect(await world.call("deploy", "--account", "anna")).toMatchObject({ code: 3 });
  expect((await world.dirty()).map(({ reason }) => reason)).toEqual([dirty[0]?.reason]);

  world.project.write("services/base/template.json", template("base"));
  const mended = await world.call("deploy", "--account", "anna");
  expect(mended).toMatchObject({ code: 0 });
  expect(leasedBy(mended)).toEqual([`${own}/eu-west-1`]);
  const byId = await world.call("run", "--account", own ?? "", "tests/pass-0");
  expect(byId).toMatchObject({ code: 0 });
  expect(leasedBy(byId)).toEqual([`${own}/eu-west-1`]);

  const anybody = await world.call("run");
  expect(anybody).toMatchObject({ code: 0 });
  expect(leasedBy(anybody)).toEqual([`${other}/eu-west-1`]);
});

test("an account nobody has is refused with the nearest name, and one in use says by whom", async () => {
  world = await World.start({
    accounts: 2,
    inPool: 1,
    files: shop.files,
    config: { services: shop.services },
  });
  const own = world.aws.accounts[1]?.id ?? "";
  await give(own, "anna");
  const wrong = await world.call("deploy", "--account", "ana");
  expect(wrong.code).toBe(2);
  expect(wrong.output).toContain('did you mean "anna"?');

  const held = await world.pool.acquire({
    runId: "other",
    holder: "somebody",
    durationMs: 60_000,
    only: ["anna"],
  });
  if (held.kind === "none") throw new Error("not leased");
  const busy = await world.call("deploy", "--account", "anna", "--wait", "0");
  expect(busy.code).toBe(3);
  expect(busy.output).toContain(
    `anna (${own}/eu-west-1) is not to be had: leased (by run other (somebody) until`,
  );
  held.lease.abandon();
});

test("fewer accounts than asked for is a failure, and what could be deployed is", async () => {
  world = await World.start({ accounts: 1, files: shop.files, config: { services: shop.services } });
  const deploy = await world.call("deploy", "--accounts", "2");
  const { code, output } = deploy;
  expect(code).toBe(3);
  expect(output).toContain("1 of 2 accounts deployed");
  expect(deployedBy(deploy)).toEqual(["api", "base"]);
  expect(await world.states()).toEqual({ available: 1 });
});

test("Ctrl-C: an account with a deploy under way goes dirty, and nothing stays leased", async () => {
  const { files, services } = sampleServices({
    base: { behaviour: { DurationMs: 60_000, In: ["210000000001"] } },
  });
  world = await World.start({ accounts: 2, files, config: { services } });
  const deploy = world.regatta("deploy");
  await deploy.waitFor("deploy-started", ({ account }) => account.startsWith("210000000001"));
  await deploy.waitFor("account-released", ({ account }) => account.startsWith("210000000002"));
  deploy.child.kill("SIGINT");
  const { code, output } = await deploy.ended;
  expect(code).toBe(130);
  expect(output).toContain("(exit 130)");
  expect((await world.dirty()).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
    "210000000001: the deploy of base was cut off",
  ]);
  expect(await world.states()).toEqual({ available: 1, dirty: 1 });
});

test("Ctrl-C: an account is handed back only when the tool that deployed there is gone", async () => {
  const deploy = "trap '' TERM; echo $$ > tool.pid; echo started; sleep 100";
  world = await World.start({
    accounts: 1,
    files: { "services/slow/.gitkeep": "" },
    config: {
      services: {
        slow: { directory: "services/slow", deployer: "command", command: deploy, stackName: "slow" },
      },
    },
  });
  const pidFile = join(world.project.directory, "services/slow/tool.pid");
  const run = world.regatta("deploy");
  await run.waitFor("deploy-started");
  while (!existsSync(pidFile) || readFileSync(pidFile, "utf8") === "")
    await new Promise((resolve) => setTimeout(resolve, 20));
  const pid = Number(readFileSync(pidFile, "utf8"));
  expect(isAlive(pid)).toBe(true);
  run.child.kill("SIGINT");
  await run.waitFor("account-dirty");
  expect(isAlive(pid)).toBe(false);
  expect(await run.ended).toMatchObject({ code: 130 });
}, 30_000);

test("--json prints the result alone; outputs are in it and in the file asked for, and nowhere in the run's folder", async () => {
  world = await World.start({ accounts: 1, files: shop.files, config: { services: shop.services } });
  const deploy = await world.call("deploy", "--json", "--outputs", "outputs.json");
  expect(deploy).toMatchObject({ code: 0 });
  const result = JSON.parse(deploy.stdout) as DeployResult;
  const outputs = { base: { SettingName: "/sample/base" }, api: { SettingName: "/sample/api" } };
  expect(result).toMatchObject({
    exitCode: 0,
    accounts: [
      {
        account: "210000000001/eu-west-1",
        state: "deployed",
        services: [
          { service: "base", outcome: "deployed", durationMs: expect.any(Number) },
          { service: "api", outcome: "deployed", durationMs: expect.any(Number) },
        ],
        outputs,
      },
    ],
  });
  const file = join(world.project.directory, "outputs.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ "210000000001/eu-west-1": outputs });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const log = readFileSync(join(result.runDirectory, "events.jsonl"), "utf8");
  expect(log).not.toContain("/sample/base");
  const junit = await world.call("junit", "latest");
  expect(junit.code).toBe(2);
  expect(junit.output).toContain("RUN_WITHOUT_TESTS");
});
