import { expect, test } from "@jest/globals";
import type { RegattaConfig } from "@regatta/config";
import { splitJestArguments } from "../jest/jest-options.ts";
import { fixedOrder } from "./fixed-order.ts";
import { jestOptionTable } from "./jest-option-table.ts";
import { replayArguments } from "./replay-arguments.ts";
import { rerunOf } from "./rerun-of.ts";
import { whatDiffers } from "./what-differs.ts";

const table = jestOptionTable(import.meta.dirname);
const split = (...args: string[]) => splitJestArguments(args, table);

test.each([
  [["tests/a", "-t", "pays twice", "b"], ["testNamePattern"], ["tests/a", "b"]],
  [
    ["--ci", "tests/a", "--bail", "3"],
    ["ci", "bail"],
    ["tests/a", "3"],
  ],
  [["--bail=3", "--no-cache", "x"], ["bail", "cache"], ["x"]],
  [["--test-name-pattern=x y", "-w4", "a"], ["testNamePattern", "maxWorkers"], ["a"]],
  [["--selectProjects", "one", "two", "--coverage", "false", "a"], ["selectProjects", "coverage"], ["a"]],
  [["-it", "x", "a"], ["testNamePattern"], ["a"]],
  [["--env", "node", "--", "-t", "a"], ["testEnvironment"], ["-t", "a"]],
])("%j: options and paths are told apart by Jest's own table", (args, names, words) => {
  const found = split(...args);
  expect(found.options.map(({ name }) => name)).toEqual(names);
  expect(found.words).toEqual(words);
});

test("Jest gets its options of then, without what chose files, and what is said now in place of the same", () => {
  const recorded = [
    "--ci",
    "-o",
    "--shard",
    "1/2",
    "tests/orders",
    "-t",
    "old",
    "--coverage",
    "--changedSince=main",
  ];
  const now = split("--testNamePattern=new", "--verbose").options;
  expect(replayArguments({ recorded, now, paths: ["/p/a.js", "/p/b.js"], table })).toEqual([
    ...["--ci", "--coverage", "--testNamePattern=new", "--verbose"],
    ...["--runTestsByPath", "/p/a.js", "/p/b.js"],
  ]);
});

test("files start in the order of the paths, a file of two projects both times, and those nobody asked for last", () => {
  const files = ["a.js", "more.js", "b.js", "a.js (node)"];
  const order = fixedOrder(files, "/p", ["/p/b.js", "/p/a.js"]);
  expect(order).toEqual(["b.js", "a.js", "a.js (node)", "more.js"]);
});

test("what differs is told, and nothing where the record says nothing", () => {
  const then = { commit: "a".repeat(40), fingerprints: { web: "1", api: "1", gone: "1" }, missing: ["x.js"] };
  const now = { commit: "b".repeat(40), fingerprints: { web: "1", api: "2", fresh: "1" } };
  expect(whatDiffers(then, now)).toEqual([
    "the commit: aaaaaaaaaa then, bbbbbbbbbb now",
    "services with another fingerprint: api",
    "test files that are gone: x.js",
  ]);
  expect(whatDiffers({ missing: [] }, now)).toEqual([]);
  expect(whatDiffers({ ...now, missing: [] }, now)).toEqual([]);
});

test("running files again is told what Jest was told but for what chose files, and paths as Jest is started", () => {
  const tests = { directory: import.meta.dirname } as RegattaConfig["tests"];
  const rerun = rerunOf({
    config: { tests },
    given: ["--verbose"],
    jestArgs: ["--verbose", "tests/a", "-t", "pays twice", "-o", "--config", "e2e.js"],
    rootDir: `${import.meta.dirname}/sub`,
  });
  expect(rerun.jestOptions).toEqual(["-t", "pays twice", "--config", "e2e.js"]);
  expect(rerun.pathOf("../a.test.js")).toBe("a.test.js");
  expect(rerun.pathOf("a.test.js")).toBe("sub/a.test.js");
  expect(rerunOf({ config: { tests }, jestArgs: [], rootDir: "/" }).jestOptions).toEqual([]);
});
