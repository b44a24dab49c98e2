import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { callProgram } from "../testing/call-program.ts";
import { inEnvironment } from "../testing/in-environment.ts";
import { eventFiles, readEvents } from "./testing/run-events.ts";
import {
  passingFiles,
  SampleProject,
  type SampleProjectOptions,
  testFile,
} from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

const files = { ...passingFiles(5), "tests/fails.test.js": testFile("expect(1).toBe(2);") };
const options: SampleProjectOptions = { files, config: { accounts: { max: 2, leaseSeconds: 12 } } };

let world: World;
let restore: () => void;
beforeAll(async () => {
  world = await World.start({ accounts: 4, ...options });
  restore = inEnvironment({ ...world.env(), CI_JOB_URL: "" });
});
afterAll(async () => {
  restore();
  await world.close();
});

/** A container: a checkout of its own, in which the program runs inside this process. */
async function container(place: string, key: string, ...args: string[]) {
  const project = new SampleProject(options);
  const called = await callProgram(["run", "--container", place, "--together", key, ...args], {
    cwd: project.directory,
    env: process.env,
  });
  const events = eventFiles(project.directory).flatMap(readEvents);
  const junit = readFileSync(join(project.directory, "reports/regatta-junit.xml"), "utf8");
  const [log = ""] = eventFiles(project.directory);
  const summary = join(log, "../whole-run.json");
  const wholeRun = existsSync(summary) ? JSON.parse(readFileSync(summary, "utf8")) : undefined;
  rmSync(project.directory, { recursive: true, force: true });
  const ran = events.flatMap((event) => (event.kind === "file-finished" ? [event.file] : []));
  const reported = [...junit.matchAll(/file="([^"]+)"/g)].map(([, file]) => file ?? "");
  return { ...called, events, ran: ran.sort(), reported: [...new Set(reported)].sort(), wholeRun };
}

test("containers share the files: each has one result, all end alike, one sums up; a late one finds the work done", async () => {
  const both = await Promise.all([container("1/2", "a"), container("2/2", "a")]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
  expect(both.flatMap(({ ran }) => ran).sort()).toEqual(Object.keys(files).sort());
  for (const { ran, reported } of both) expect(reported).toEqual(ran);
  const [summed, ...others] = both.filter(({ wholeRun }) => wholeRun !== undefined);
  expect(others).toEqual([]);
  expect(summed?.wholeRun).toMatchObject({ key: "a", exitCode: 1, reason: "1 of 6 files failed" });
  expect(summed?.wholeRun.files).toHaveLength(6);
  expect(summed?.stdout).toContain("whole run a: ");

  const late = await container("2/2", "a");
  expect({ code: late.exitCode, ran: late.ran, reported: late.reported }).toEqual({
    code: 1,
    ran: [],
    reported: [],
  });
  expect(late.stdout).toContain("1 of 6 files failed");
  expect(await world.states()).toEqual({ available: 4 });
}, 60_000);

test("containers that were given files of their own are green once all of these have passed, and only then", async () => {
  const both = await Promise.all([
    container("1/2", "b", "pass-0", "pass-1"),
    container("2/2", "b", "pass-1", "pass-2"),
  ]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(both.flatMap(({ ran }) => ran)).toHaveLength(3);
  const mixed = await Promise.all([container("1/2", "c", "pass-0"), container("2/2", "c", "fails")]);
  expect(mixed.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
}, 60_000);
