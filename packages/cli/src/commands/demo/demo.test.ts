import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { callProgram } from "../../testing/call-program.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

test("without its package, regatta demo says how to get it", async () => {
  const { exitCode, stdout, stderr } = await callProgram(["demo"], { cwd: folder.path });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("code: DEMO_NOT_INSTALLED");
  expect(stderr).toContain("npx --package regatta --package @regatta/demo regatta demo");
});

test("the demo of the project is started, in the folder that was asked for, and its exit code is ours", async () => {
  const said = `${folder.path}/said.json`;
  folder.write("node_modules/@regatta/demo/package.json", "{}");
  folder.write(
    "node_modules/@regatta/demo/dist/main.js",
    `require("node:fs").writeFileSync(${JSON.stringify(said)}, JSON.stringify(process.argv.slice(2))); process.exit(1);`,
  );
  const { exitCode } = await callProgram(["demo", "--plan", "--folder", "shop", "orders", "--bail"], {
    cwd: folder.path,
  });
  expect(exitCode).toBe(1);
  expect(JSON.parse(folder.read("said.json"))).toEqual([
    "--into",
    `${folder.path}/shop`,
    "--accounts",
    "8",
    "--plan",
    "orders",
    "--bail",
  ]);
});
