import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { RunEvent } from "@regatta/run-log";
import { deployedBy } from "./testing/deploys.ts";
import { testFile } from "./testing/sample-project.ts";
import { sampleServices } from "./testing/templates.ts";
import { type CalledInWorld, World } from "./testing/world.ts";

// What a red run says at its end is done, word for word as a shell takes it.

const { files, services } = sampleServices({ base: {}, api: { dependsOn: ["base"] } });
const OPTIONS = ["--config", "it's ours.json", "--only", "base", "--accounts", "1..2", "--retries", "1"];
let world: World;
let run: CalledInWorld;

beforeAll(async () => {
  const bad = testFile("expect(1).toBe(2);");
  world = await World.start({
    accounts: 2,
    files: { ...files, "tests/good.test.js": testFile(""), "tests/bad.test.js": `${bad}test("other", bad);` },
  });
  // The one that is found by itself cannot be used.
  world.project.write("regatta.config.json", "{");
  const config = { services, deploy: { pollMs: 20 } };
  world.project.write("it's ours.json", JSON.stringify(config));
  run = await world.call("run", ...OPTIONS, "--quiet", "--container", "1/1", "-t", "works");
});
afterAll(() => world.close());

const startOf = (events: RunEvent[]) => events.find((event) => event.kind === "run-started");
const started = (events: RunEvent[]) =>
  events.flatMap((event) => (event.kind === "file-started" ? [event.file] : []));
const lines = ({ output }: CalledInWorld) =>
  output.split("\n").filter((line) => /^\d\d:\d\d:\d\d /.test(line));

/** Does the command that the run names so, with more options of ours. */
function follow(name: string, ...more: string[]): Promise<CalledInWorld> {
  const [verb = "", ...words] = wordsOf(new RegExp(`^${name} +(regatta .*)$`, "m").exec(run.output)?.[1]);
  return world.call(verb, ...more, ...words);
}

/** A command's words as a shell has them, without its name. */
function wordsOf(command = ""): string[] {
  const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" });
  const [name, ...words] = printed.split("\0").slice(0, -1);
  expect(name).toBe("regatta");
  return words;
}

test("--quiet says what failed as it fails, and all of it at the end", () => {
  expect(run.code).toBe(1);
  expect(lines(run).map((line) => line.slice(9))).toEqual([
    expect.stringMatching(/^\S+ failed tests\/bad\.test\.js in .*, and is tried again elsewhere$/),
    expect.stringMatching(/^ {2}against base \w{7} new$/),
    expect.stringMatching(/^\S+ failed tests\/bad\.test\.js in /),
    expect.stringMatching(/^ {2}against base \w{7} new$/),
  ]);
  expect(run.output).toContain("✗ tests/bad.test.js: failed");
});

test("`rerun` runs what failed with the options of the run; --verbose says every event, a line each", async () => {
  const again = await follow("rerun", "--verbose");
  expect(again.code).toBe(1);
  const events = again.events();
  expect(new Set(started(events))).toEqual(new Set(["tests/bad.test.js"]));
  expect(started(events)).toHaveLength(2);
  const { options = [], argv } = startOf(events) ?? {};
  expect(options.flatMap((option) => option.split("="))).toEqual(["--verbose", ...OPTIONS]);
  expect(argv).toEqual(["--verbose", "-t", "works", "--runTestsByPath", "tests/bad.test.js"]);
  expect(deployedBy(again)).toEqual([]);
  const versions = lines(again).filter((line) => line.includes("  against "));
  expect(lines(again)).toHaveLength(events.length + versions.length);
});

test("`replay` runs it as it ran, with what of the options is for a replay", async () => {
  const replay = await follow("replay", "--quiet");
  expect(replay.output).toMatch(/^Runs run \S+ again/m);
  expect(replay.code).toBe(1);
  expect(started(replay.events())).toEqual(["tests/bad.test.js"]);
  const { options, argv } = startOf(replay.events()) ?? {};
  expect(options).toEqual(["--quiet", "--file=tests/bad.test.js", "--config=it's ours.json", "--only=base"]);
  expect(argv?.slice(0, 2)).toEqual(["-t", "works"]);
  expect(deployedBy(replay)).toEqual([]);
});

test("`hold` keeps the account it fails in, and ends with the command that opens it", async () => {
  const held = await follow("hold");
  expect(held.code).toBe(1);
  expect(await world.states()).toEqual({ available: 1, leased: 1 });
  const shell = wordsOf(/next: (regatta pool shell .*?) {3}/.exec(held.output)?.[1]);
  const opened = await world.call(...shell, "--", "true");
  expect([opened.output, opened.code]).toEqual(["", 0]);
  const release = wordsOf(/^ {10}(regatta pool release .*?) {3}/m.exec(held.output)?.[1]);
  expect(await world.call(...release)).toMatchObject({ code: 0 });
});
