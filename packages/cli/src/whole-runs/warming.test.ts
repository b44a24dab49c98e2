import { afterEach, expect, test } from "@jest/globals";
import type { DeployResult } from "@regatta/run";
import { deployedBy, leasedBy } from "./testing/deploys.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const names = Array.from({ length: 12 }, (_, i) => `service-${i}`);
const twelve = sampleServices(
  Object.fromEntries(names.map((name, i) => [name, i === 0 ? {} : { dependsOn: ["service-0"] }])),
);
const settings = { accounts: { max: 2 }, deploy: { concurrency: 64, pollMs: 20 } };

test("in a warm pool a pull request that changes one of twelve services deploys exactly that one, once an account", async () => {
  world = await World.start({
    accounts: 2,
    files: { ...twelve.files, ...passingFiles(2) },
    config: { services: twelve.services, ...settings },
  });
  const warm = await world.call("pool", "warm", "--json");
  expect(warm).toMatchObject({ code: 0 });
  const { accounts } = JSON.parse(warm.stdout) as DeployResult;
  expect(accounts.map(({ state, services }) => `${state} ${services.length}`)).toEqual([
    "deployed 12",
    "deployed 12",
  ]);
  expect(warm.stdout).not.toContain("outputs");
  expect(await world.states()).toEqual({ available: 2 });

  const before = (await world.pool.list()).map(({ version }) => version);
  const { code, output } = await world.call("pool", "warm");
  expect(code).toBe(0);
  expect(output).toContain("nothing to do");
  expect((await world.pool.list()).map(({ version }) => version)).toEqual(before);

  world.project.write("services/service-7/template.json", template("service-7", undefined, "2"));
  const run = await world.call("run");
  expect(run).toMatchObject({ code: 0 });
  expect(deployedBy(run)).toEqual(leasedBy(run).map(() => "service-7"));
});

test("the account that needs the least is warmed first, no more than asked for, and enough is left to others", async () => {
  const { files, services } = sampleServices({ base: {}, api: { dependsOn: ["base"] } });
  world = await World.start({ accounts: 4, files, config: { services, ...settings } });
  expect(await world.call("deploy", "--accounts", "1", "--only", "base")).toMatchObject({ code: 0 });
  const [begun] = (await world.pool.list()).filter(({ fingerprints }) => "base" in fingerprints);
  const first = await world.call("pool", "warm", "--count", "1");
  expect(first).toMatchObject({ code: 0 });
  expect(leasedBy(first)).toEqual([`${begun?.id}/eu-west-1`]);

  const rest = await world.call("pool", "warm", "--leave", "3");
  expect(rest).toMatchObject({ code: 0 });
  expect(leasedBy(rest)).toHaveLength(3);
  // One at a time: never fewer than three were left.
  const held = new Set<string>();
  for (const event of rest.events()) {
    if (event.kind === "lease-acquired") held.add(event.account);
    if (event.kind === "account-released") held.delete(event.account);
    expect(held.size).toBeLessThanOrEqual(1);
  }
});

test("an account that cannot be deployed goes dirty with the reason, and the others are warmed", async () => {
  const { files, services } = sampleServices({
    base: { behaviour: { Fail: "create", In: ["210000000002"] } },
  });
  world = await World.start({ accounts: 4, files, config: { services, ...settings } });
  const { code, output } = await world.call("pool", "warm", "--leave", "0");
  expect(code).toBe(3);
  expect(output).toContain("3 of 4 accounts deployed");
  expect(await world.states()).toEqual({ available: 3, dirty: 1 });
});

test("what cannot be deployed anywhere costs two accounts and not the pool", async () => {
  const { files, services } = sampleServices({ base: { behaviour: { Fail: "create" } } });
  world = await World.start({ accounts: 6, files, config: { services, ...settings } });
  expect(await world.call("pool", "warm", "--leave", "0")).toMatchObject({ code: 3 });
  expect(await world.states()).toEqual({ available: 4, dirty: 2 });
});
