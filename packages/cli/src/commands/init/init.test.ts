import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { loadConfig } from "@regatta/config";
import { callProgram } from "../../testing/call-program.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

test("init writes a configuration that is valid as it stands, and says what next", async () => {
  const { exitCode, stdout, stderr } = await callProgram(["init"], { cwd: folder.path });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("Wrote regatta.config.ts.");
  expect(stdout).toContain("regatta pool init");
  expect((await loadConfig({ cwd: folder.path })).pool.table).toBe("regatta");
});

test.each(["regatta.config.ts", "regatta.config.json"])(
  "init does not touch a folder with %s",
  async (name) => {
    folder.write(name, "mine");
    const { exitCode, stderr } = await callProgram(["init"], { cwd: folder.path });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error: There is a configuration here already: ${name}.`);
    expect(folder.read(name)).toBe("mine");
  },
);

test("init --force writes it anew", async () => {
  folder.write("regatta.config.ts", "mine");
  expect((await callProgram(["init", "--force"], { cwd: folder.path })).exitCode).toBe(0);
  expect(folder.read("regatta.config.ts")).toContain("defineConfig");
});

test("init in a folder that cannot be written to", async () => {
  const { exitCode, stderr } = await callProgram(["init"], { cwd: `${folder.path}/gone` });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("code: CONFIG_NOT_WRITTEN");
});
