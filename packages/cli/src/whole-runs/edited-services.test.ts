import { afterEach, expect, test } from "@jest/globals";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const { files: serviceFiles, services } = sampleServices({ base: {}, api: { dependsOn: ["base"] } });

test("a service that is edited before its turn is not deployed as something it is not, and the account stays clean", async () => {
  world = await World.start({
    accounts: 1,
    resourceMs: 1_000,
    files: { ...serviceFiles, ...passingFiles(2) },
    config: { services },
  });
  const run = world.regatta("run");
  await run.waitFor("deploy-started", ({ service }) => service === "base");
  world.project.write("services/api/template.json", template("api", undefined, "2"));
  const { code, output } = await run.ended;
  expect(code).toBe(3);
  expect(output).toContain(
    'The service "api" was edited after the run had begun: template `template.json` changed.',
  );
  expect(run.events().filter(({ kind }) => kind === "deploy-finished")).toHaveLength(1);
  expect(await world.states()).toEqual({ available: 1 });
  expect(await world.call("run")).toMatchObject({ code: 0 });
}, 60_000);
