import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { launcherPath } from "./runner-path.ts";

const jestFolder = dirname(createRequire(import.meta.url).resolve("jest/package.json"));

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "regatta-launcher-"));
  const projects = [
    { displayName: "e2e", transform: {}, globalSetup: "./setup.js" },
    { displayName: "lint", runner: "./lint.js" },
  ];
  writeFileSync(join(project, "package.json"), JSON.stringify({ jest: { projects } }));
  writeFileSync(join(project, "lint.js"), "throw new Error('never loaded');");
  writeFileSync(
    join(project, "setup.js"),
    "module.exports = () => require('fs').writeFileSync('set-up', '');",
  );
  writeFileSync(join(project, "a.test.js"), "test('a', () => {});");
});
afterEach(() => rmSync(project, { recursive: true }));

function launch(...args: string[]) {
  return spawn(process.execPath, [launcherPath, jestFolder, "--ci", ...args], {
    cwd: project,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

test("Jest runs when it is told to, and leaves out what it is told to leave out", async () => {
  const child = launch("--ignoreProjects", "lint");
  child.send({ kind: "begin" });
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(existsSync(join(project, "set-up"))).toBe(true);
});

test("a parent that goes away before it says so leaves nothing run", async () => {
  const child = launch();
  child.disconnect();
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(existsSync(join(project, "set-up"))).toBe(false);
});

test("a project with a runner of its own is refused before anything of the user's has run", async () => {
  const child = launch();
  child.send({ kind: "begin" });
  const [message] = await once(child, "message");
  expect(message).toEqual({ kind: "refused", problems: [expect.stringContaining("--ignoreProjects lint")] });
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(existsSync(join(project, "set-up"))).toBe(false);
});
