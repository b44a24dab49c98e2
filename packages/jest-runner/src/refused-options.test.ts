import { expect, test } from "@jest/globals";
import type { GlobalConfig, ProjectConfig } from "./jest-types.ts";
import { type JestReading, refusedOptions } from "./refused-options.ts";

const project = (name: string | undefined, runner: string): ProjectConfig => ({
  id: name ?? "unnamed",
  rootDir: "/repo",
  runner,
  ...(name === undefined ? {} : { displayName: { name } }),
});
const own = "/repo/node_modules/jest-runner/build/index.js";
const ours = "/repo/node_modules/@regatta/jest-runner/dist/runner.cjs";
const lint = "/repo/node_modules/jest-runner-eslint/build/index.js";
const globalConfig: GlobalConfig = { bail: 0, rootDir: "/repo" };

test("switches that are on are refused, those that are off are not", () => {
  const off = {
    ...globalConfig,
    watch: false,
    watchAll: false,
    detectOpenHandles: false,
    collectTests: false,
  };
  expect(refusedOptions({ globalConfig: off, configs: [project("e2e", own)] })).toEqual([]);
  const on = { ...off, watch: true, detectOpenHandles: true };
  expect(refusedOptions({ globalConfig: on, configs: [] })).toEqual([
    expect.stringContaining("`watch` does not work"),
    expect.stringContaining("`detectOpenHandles` does not work"),
  ]);
});

test("a runner of another kind is refused in projects that would run, and only there", () => {
  const configs = [
    project("e2e", own),
    project("unit", ours),
    project("lint", lint),
    project(undefined, lint),
  ];
  const refused = (asked: Partial<JestReading>) => refusedOptions({ globalConfig, configs, ...asked });
  expect(refused({})).toHaveLength(2);
  expect(refused({ ignoreProjects: ["lint"] })).toHaveLength(1);
  expect(refused({ selectProjects: ["e2e", "unit"] })).toEqual([]);
  expect(refused({ selectProjects: ["e2e", "lint"], ignoreProjects: ["lint"] })).toEqual([]);
  expect(refused({ selectProjects: ["lint"] })).toEqual([expect.stringContaining("--ignoreProjects lint")]);
});
