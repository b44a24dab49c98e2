import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { deployedBy } from "./testing/deploys.ts";
import { passingFiles, testFile } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

const { files, services } = sampleServices({
  base: {},
  orders: { dependsOn: ["base"] },
  web: { dependsOn: ["orders"] },
  logs: {},
});

let world: World;
beforeEach(async () => {
  world = await World.start({ accounts: 1, files: { ...files, ...passingFiles(1) }, config: { services } });
});
afterEach(() => world.close());

async function deployed(...args: string[]): Promise<string[]> {
  const run = await world.call(...args);
  expect(run).toMatchObject({ code: 0 });
  return deployedBy(run);
}

test("only what is selected is deployed, by a run and by deploy, and the pool knows of the rest what it knew before", async () => {
  const recorded = async () => (await world.pool.list())[0]?.fingerprints ?? {};
  expect(await deployed("deploy", "--only", "base,logs")).toEqual(["base", "logs"]);
  const before = await recorded();
  expect(Object.keys(before).sort()).toEqual(["base", "logs"]);

  world.project.write("services/logs/template.json", template("logs", undefined, "2"));
  world.project.write("services/base/template.json", template("base", undefined, "2"));
  expect(await deployed("deploy", "--only", "logs", "--only", "orders")).toEqual(["logs", "orders"]);
  const after = await recorded();
  expect(Object.keys(after).sort()).toEqual(["base", "logs", "orders"]);
  expect(after.base).toBe(before.base);
  expect(after.logs).not.toBe(before.logs);

  const dependents = ["--only", "orders", "--with-dependents"];
  expect(await deployed("deploy", ...dependents, "--skip", "web", "--force")).toEqual(["orders"]);
  expect(await deployed("run", ...dependents, "--force")).toEqual(["orders", "web"]);
  expect(await deployed("run", "--skip", "web")).toEqual(["base"]);
});

test("tests of a run that leaves services alone have the outputs of those that are there", async () => {
  world.project.write(
    "tests/outputs.test.js",
    testFile("expect(JSON.parse(process.env.REGATTA_OUTPUTS)).toEqual(JSON.parse(process.env.EXPECTED))"),
  );
  const there = { base: { SettingName: "/sample/base" }, logs: { SettingName: "/sample/logs" } };
  await deployed("deploy", "--only", "base");
  const EXPECTED = JSON.stringify(there);
  const run = await world.callIn({ EXPECTED }, "run", "--only", "logs", "tests/outputs");
  expect(run).toMatchObject({ code: 0 });
  expect(deployedBy(run)).toEqual(["logs"]);
});

test.each([
  [["deploy", "--only", "order"], "UNKNOWN_SERVICE", 'did you mean "orders"?'],
  [["run", "--skip", "nothing"], "UNKNOWN_SERVICE", "base, logs, orders, web"],
  [["deploy", "--only", "web", "--skip", "web"], "SELECTION_INVALID", "No service is left"],
  [["deploy", "--with-dependents"], "SELECTION_INVALID", "--only"],
])("%j is refused before anything is leased", async (args, code, words) => {
  const run = await world.call(...args);
  expect(run.code).toBe(2);
  expect(run.output).toContain(code);
  expect(run.output).toContain(words);
  expect((await world.pool.list())[0]?.version).toBe(1);
});

test.each([["deploy"], ["pool", "warm"]])("with no services there is nothing to %s", async (...args) => {
  world.project.write("regatta.config.json", JSON.stringify({ pool: { table: "regatta" } }));
  const { code, output } = await world.call(...args);
  expect(code).toBe(2);
  expect(output).toContain("NO_SERVICES");
});
