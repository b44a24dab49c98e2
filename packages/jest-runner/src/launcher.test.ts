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
  writeFileSync(join(project, "package.json"), JSON.stringify({ jest: { globalSetup: "./setup.js" } }));
  writeFileSync(
    join(project, "setup.js"),
    "module.exports = () => require('fs').writeFileSync('set-up', '');",
  );
  writeFileSync(join(project, "a.test.js"), "test('a', () => {});");
});
afterEach(() => rmSync(project, { recursive: true }));

function launch() {
  return spawn(process.execPath, [launcherPath, jestFolder, "--ci"], {
    cwd: project,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

test("Jest runs when it is told to", async () => {
  const child = launch();
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
