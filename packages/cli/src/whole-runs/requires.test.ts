import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import type { RunEvent } from "@regatta/run-log";
import { testFile } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const requires = (services: string, body = "") => `/** @requires ${services} */\n${testFile(body)}`;
const expectsUp = (...names: string[]) =>
  `expect(Object.keys(JSON.parse(process.env.REGATTA_OUTPUTS)).sort()).toEqual(${JSON.stringify(names)});`;

/** Where the first event of a kind about a service or file stands in the log. */
function place(events: RunEvent[], kind: RunEvent["kind"], about: string): number {
  return events.findIndex((event) => event.kind === kind && Object.values(event).includes(about));
}

test("a file that needs one service runs while the others are still being deployed", async () => {
  const { files, services } = sampleServices({ base: {}, slow: { behaviour: { DurationMs: 4_000 } } });
  world = await World.start({
    accounts: 1,
    files: {
      ...files,
      "tests/base.test.js": requires("base", expectsUp("base")),
      "tests/all.test.js": testFile(expectsUp("base", "slow")),
    },
    config: { services, deploy: { pollMs: 200 } },
  });
  const run = await world.call("run");
  const { code, output } = run;
  expect([code, output]).toEqual([0, expect.stringContaining("2 passed")]);
  const events = run.events();
  const order = [
    place(events, "deploy-finished", "base"),
    place(events, "file-started", "tests/base.test.js"),
    place(events, "deploy-finished", "slow"),
    place(events, "file-started", "tests/all.test.js"),
  ];
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(events.filter(({ kind }) => kind === "worker-started")).toHaveLength(1);
  expect(await world.states()).toEqual({ available: 1 });
});

test("an account with nothing left to run is not cut off in its deploys, and goes back available", async () => {
  const { files, services } = sampleServices({
    base: {},
    later: { behaviour: { DurationMs: 1_500 }, dependsOn: ["base"] },
    last: { dependsOn: ["later"] },
  });
  world = await World.start({
    accounts: 1,
    files: { ...files, "tests/base.test.js": requires("base") },
    config: { services },
  });
  const run = await world.call("run");
  expect(run).toMatchObject({ code: 0 });
  const events = run.events();
  expect(place(events, "file-finished", "tests/base.test.js")).toBeLessThan(
    place(events, "deploy-finished", "later"),
  );
  expect(place(events, "deploy-finished", "last")).toBeGreaterThan(0);
  expect(await world.states()).toEqual({ available: 1 });
});

test("a failed deploy blocks only the files that need it; the others run in the same accounts", async () => {
  const { files, services } = sampleServices({
    base: {},
    broken: { behaviour: { Fail: "create", Message: "The quota of things is used up" } },
    web: { dependsOn: ["broken"] },
  });
  world = await World.start({
    accounts: 2,
    files: {
      ...files,
      "tests/base-0.test.js": requires("base"),
      "tests/base-1.test.js": requires("base"),
      "tests/web.test.js": requires("web, base"),
      "tests/all.test.js": testFile(""),
    },
    config: { services },
  });
  const run = await world.call("run");
  const { code, output } = run;
  expect(code).toBe(3);
  expect(output).toContain("2 without a result: blocked by broken");
  const finished = run.events().filter((event) => event.kind === "file-finished");
  expect(finished.map(({ file, outcome }) => [file, outcome]).toSorted()).toEqual([
    ["tests/base-0.test.js", "passed"],
    ["tests/base-1.test.js", "passed"],
  ]);
  const report = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  expect(report.match(/>never run: blocked by broken</g)).toHaveLength(2);
  for (const { reason } of await world.dirty()) expect(reason).toContain("The quota of things is used up");
  expect(await world.states()).toEqual({ dirty: 2 });
});
