import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const { files: serviceFiles, services } = sampleServices({ base: {}, api: { dependsOn: ["base"] } });

test("a run deploys once, the next one skips everything, and a change deploys exactly what changed", async () => {
  world = await World.start({
    accounts: 2,
    files: { ...serviceFiles, ...passingFiles(2) },
    config: { services },
  });

  const first = await world.call("run");
  expect(first).toMatchObject({ code: 0 });
  const used = first.events().filter(({ kind }) => kind === "account-ready").length;
  expect(first.events().filter(({ kind }) => kind === "deploy-finished")).toHaveLength(2 * used);
  expect(await world.states()).toEqual({ available: 2 });

  const second = await world.call("run", "--accounts", String(used));
  expect(second).toMatchObject({ code: 0 });
  expect(second.events().filter(({ kind }) => kind === "deploy-started")).toHaveLength(0);

  world.project.write("services/api/template.json", template("api", undefined, "2"));
  const third = await world.call("run", "--accounts", String(used));
  expect(third).toMatchObject({ code: 0 });
  const deployed = third
    .events()
    .flatMap((event) => (event.kind === "deploy-finished" ? [event.service] : []));
  expect(new Set(deployed)).toEqual(new Set(["api"]));
});

test("a run of one file leases one account", async () => {
  world = await World.start({
    accounts: 3,
    files: passingFiles(4),
    config: { output: { report: false } },
  });
  const run = await world.call("run", "tests/pass-2");
  const { code, output } = run;
  expect(code).toBe(0);
  expect(output).not.toContain("report.html");
  expect(run.events().filter(({ kind }) => kind === "lease-acquired")).toHaveLength(1);
});

test("the JUnit report names the file of every case, and nothing secret is in it, the page, the events or the output", async () => {
  world = await World.start({ accounts: 2, files: passingFiles(5) });
  const run = world.regatta("run");
  const { code, output } = await run.ended;
  expect(code).toBe(0);
  const report = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  expect(report.match(/<testcase /g)).toHaveLength(5);
  expect(report.match(/classname="tests\/pass-\d\.test\.js"/g)).toHaveLength(5);
  const runs = join(world.project.directory, ".regatta/runs");
  const page = readFileSync(join(runs, "latest/report.html"), "utf8");
  expect(page).toContain("All 5 files passed");
  expect(output).toMatch(/^report {2}.*report\.html$/m);
  expect(await world.call("report", `${runs}/latest/events.jsonl`, "--output", "again.html")).toMatchObject({
    code: 0,
    output: "Wrote again.html.\n",
  });
  expect(readFileSync(join(world.project.directory, "again.html"), "utf8")).toBe(page);
  const written = [output, JSON.stringify(run.events()), report, page].join("\n");
  expect(written).not.toMatch(/ASIA[A-Z0-9]{8,}/);
  expect(written).not.toContain(world.env().AWS_SECRET_ACCESS_KEY);
});

test("reports that cannot be written are said, and the summary is not lost", async () => {
  world = await World.start({
    accounts: 1,
    files: passingFiles(2),
    config: { output: { junit: "package.json/report.xml", report: "package.json/report.html" } },
  });
  const { code, output } = await world.call("run");
  expect(code).toBe(2);
  expect(output).toContain("2 passed");
  expect(output).toContain("JUNIT_NOT_WRITTEN");
  expect(output).toContain("The report page could not be written");
  expect(await world.states()).toEqual({ available: 1 });
});
