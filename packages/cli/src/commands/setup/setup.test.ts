import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { templateNames } from "@regatta/setup";
import { callProgram } from "../../testing/call-program.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

test("setup prints each template, needs no configuration, and writes the same into a file", async () => {
  for (const name of templateNames) {
    const { exitCode, stdout } = await callProgram(["setup", name], { cwd: folder.path });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("AWSTemplateFormatVersion")]);
    await callProgram(["setup", name, "--output", "t.yaml"], { cwd: folder.path });
    expect(await readFile(join(folder.path, "t.yaml"), "utf8")).toBe(stdout);
  }
});

test("setup's help names every template and says how to deploy it", async () => {
  const { stdout } = await callProgram(["setup", "--help"]);
  for (const name of templateNames) expect(stdout).toContain(`  ${name} `);
  expect(stdout).toContain("create-stack-set");
});

test("a template nobody knows is wrong usage, a folder that is not there is refused", async () => {
  const unknown = await callProgram(["setup", "tabel"], { cwd: folder.path });
  expect([unknown.exitCode, unknown.stderr]).toEqual([
    2,
    expect.stringContaining("Allowed choices are table, ci-role"),
  ]);
  const nowhere = await callProgram(["setup", "table", "--output", "no/t.yaml"], { cwd: folder.path });
  expect([nowhere.exitCode, nowhere.stderr]).toEqual([2, expect.stringContaining("TEMPLATE_NOT_WRITTEN")]);
});
