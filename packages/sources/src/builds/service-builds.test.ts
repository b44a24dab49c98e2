import { readFileSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "@jest/globals";
import PQueue from "p-queue";
import { TestFolders } from "../testing/git-repositories.ts";
import type { BuildSteps } from "./build-steps.ts";
import { ServiceBuilds } from "./service-builds.ts";

const folders = new TestFolders();
afterAll(() => folders.removeAll());

let project: string;
let steps: BuildSteps;
beforeEach(async () => {
  project = await folders.folder({ "orders/package.json": "{}" });
  steps = {
    service: "orders",
    directory: join(project, "orders"),
    // Every run of it is a line in a file beside the service.
    commands: ["echo run >> ../runs", "mkdir -p dist"],
    outputs: ["dist"],
    digest: "1",
  };
});

/** The builds of one run of Regatta. */
function aRun(all: BuildSteps[] = [steps], env: NodeJS.ProcessEnv = {}): ServiceBuilds {
  const processes = new PQueue({ concurrency: 2 });
  return new ServiceBuilds({ steps: all, output: join(project, "out"), processes, env: { ...path, ...env } });
}
const path = { PATH: process.env.PATH };

async function runs(): Promise<number> {
  const lines = await readFile(join(project, "runs"), "utf8").catch(() => "");
  return lines.split("\n").length - 1;
}

const build = (builds: ServiceBuilds, name = "orders", signal = new AbortController().signal) =>
  builds.build({ name }, signal);

async function refusal(building: Promise<void>): Promise<Error & { nextStep?: string }> {
  return building.then(
    () => Promise.reject(new Error("was built")),
    (error) => error,
  );
}

test("steps run once a run, however many accounts ask, and again only when something has changed", async () => {
  const first = aRun();
  await Promise.all([build(first), build(first), build(first, "another without steps")]);
  await build(first);
  expect(await runs()).toBe(1);
  await build(aRun());
  expect(await runs()).toBe(1);
  await build(aRun([{ ...steps, digest: "2" }]));
  expect(await runs()).toBe(2);
  await build(aRun([{ ...steps, digest: "2", commands: [...steps.commands, "true"] }]));
  expect(await runs()).toBe(3);
  await rm(join(steps.directory, "dist"), { recursive: true });
  await build(aRun([{ ...steps, digest: "2", commands: [...steps.commands, "true"] }]));
  expect(await runs()).toBe(4);
});

test("without declared outputs steps run in every run: nothing tells whether what they made is still there", async () => {
  const undeclared = { ...steps, outputs: [] };
  await build(aRun([undeclared]));
  await build(aRun([undeclared]));
  expect(await runs()).toBe(2);
});

test("two runs at the same time build a folder once", async () => {
  await Promise.all([build(aRun()), build(aRun())]);
  expect(await runs()).toBe(1);
});

test("a failure shows the end of the output, for everyone who asked, and is tried again by the next run", async () => {
  const failing = {
    ...steps,
    commands: ["echo run >> ../runs; echo 'on stdout'; echo 'cannot find it' >&2; exit 3", "echo never"],
  };
  const builds = aRun([failing]);
  const [one, two] = await Promise.all([refusal(build(builds)), refusal(build(builds))]);
  expect(one).toBe(two);
  expect(one).toMatchObject({ code: "PREPARE_FAILED", source: "user" });
  expect(one.message).toMatch(
    /^The build steps of "orders" failed: "echo run .*" ended with exit code 3\.\n/,
  );
  expect(one.message).toMatch(/ {2}on stdout\n {2}cannot find it$/);
  const log = join(project, "out/prepare/orders.log");
  expect(one.nextStep).toContain(log);
  expect(await readFile(log, "utf8")).not.toContain("never");
  await refusal(build(aRun([failing])));
  expect(await runs()).toBe(2);
});

test("steps that do not make what is declared have failed", async () => {
  const error = await refusal(build(aRun([{ ...steps, outputs: ["dist", "lib/index.js"] }])));
  expect(error).toMatchObject({ code: "PREPARE_FAILED" });
  expect(error.message).toContain("there is no lib/index.js after them");
});

test("a service that was being built when Regatta died is built again", async () => {
  await build(aRun());
  await writeFile(join(steps.directory, "dist/half"), "");
  const stopped = new AbortController();
  const slow = { ...steps, digest: "2", commands: ["echo run >> ../runs; sleep 60"] };
  const building = refusal(build(aRun([slow]), "orders", stopped.signal));
  await untilRuns(2);
  stopped.abort(new Error("killed"));
  expect((await building).message).toBe("killed");
  await build(aRun());
  expect(await runs()).toBe(3);
});

test("who no longer waits does not stop a build others wait for; the last to go ends it and all it started", async () => {
  const [one, two] = [new AbortController(), new AbortController()];
  const command = "sh -c 'echo run >> ../runs; echo $$ > ../pid; sleep 60' & wait";
  const builds = aRun([{ ...steps, commands: [command] }]);
  const waiting = [one, two].map(({ signal }) => refusal(build(builds, "orders", signal)));
  await untilRuns(1);
  one.abort(new Error("account 1 is lost"));
  expect((await waiting[0])?.message).toBe("account 1 is lost");
  const pid = Number(await readFile(join(project, "pid"), "utf8"));
  two.abort(new Error("interrupted"));
  expect((await waiting[1])?.message).toBe("interrupted");
  expect(isAlive(pid)).toBe(false);
});

test("steps see tokens of registries and no AWS credentials; no secret is repeated in an error", async () => {
  const env = {
    NPM_TOKEN: "npm-0123456789",
    AWS_SECRET_ACCESS_KEY: "aws-0123456789",
    AWS_PROFILE: "keeper",
    AWS_REGION: "eu-west-1",
  };
  await build(aRun([{ ...steps, commands: ["env > ../env", "mkdir dist"] }], env));
  const seen = await readFile(join(project, "env"), "utf8");
  expect(seen).toContain("NPM_TOKEN=npm-0123456789");
  expect(seen).toContain("AWS_REGION=eu-west-1");
  expect(seen).not.toMatch(/AWS_SECRET_ACCESS_KEY|AWS_PROFILE/);
  const loud = { ...steps, digest: "2", commands: ["echo $NPM_TOKEN is refused; false"] };
  const { message } = await refusal(build(aRun([loud], env)));
  expect(message).toContain("*** is refused");
});

test("different services are built at the same time, in as many processes as there are slots", async () => {
  const meeting = ["a", "b"].map((service, i) => ({
    ...steps,
    service,
    // Each waits for the other.
    commands: [`echo > ../${service}; until [ -e ../${["b", "a"][i]} ]; do sleep 0.05; done`],
    outputs: [],
  }));
  const builds = aRun(meeting);
  await Promise.all([build(builds, "a"), build(builds, "b")]);
  expect((await readdir(join(project, "out/prepare"))).sort()).toEqual(["a.log", "b.log"]);
});

async function untilRuns(count: number): Promise<void> {
  while ((await runs()) < count) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Whether a process exists and is not just waiting to be reaped by whoever inherited it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
