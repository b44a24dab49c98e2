import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { aliveAfter, pidsOf } from "./testing/liveness.ts";
import { endlessFile, passingFiles, testFile } from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const config = { tests: { fileTimeoutSeconds: 2 } };

test("with --hold-failed an account in which a file failed is left to who started the run, and no more than one", async () => {
  world = await World.start({
    accounts: 2,
    files: {
      "tests/a.test.js": testFile("expect(1).toBe(2);"),
      "tests/b.test.js": testFile("expect(1).toBe(2);"),
    },
    config,
  });
  const { code, output } = await world.call("run", "--hold-failed", "30m");
  expect(code).toBe(1);
  expect(output).toMatch(
    /! \S+\/eu-west-1 is kept as it is until .*Z: tests\/[ab]\.test\.js failed\n {4}next: regatta pool shell/,
  );
  expect(output).toMatch(/✗ tests\/a.test.js: failed .*\n {4}● .*> \d+ \| .*expect\(1\)/s);
  // The report has the code around it as well, and names nothing of the machine.
  const report = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  expect(report).toMatch(
    /<failure message="[^"]*Expected: 2[^"]*" type="failed">.*&gt; \d+ \| .*expect\(1\).*\(tests\/a.test.js:\d+:\d+\)<\/failure>/s,
  );
  expect(output).toMatch(/^rerun {3}regatta run --runTestsByPath tests\/[ab].test.js tests\/[ab].test.js$/m);
  expect(output).not.toContain("\u001b");
  expect(await world.states()).toEqual({ available: 1, leased: 1 });
  const [kept] = (await world.pool.list()).filter(({ state }) => state === "leased");
  expect(kept?.lease).toMatchObject({
    byHand: expect.stringMatching(/failed$/),
    holder: expect.stringContaining("@"),
  });
  expect(kept?.lease?.expiresAt).toBeGreaterThan(Date.now() + 29 * 60_000);
});

test("--bail leaves no process and no lease behind", async () => {
  world = await World.start({
    accounts: 2,
    files: { ...passingFiles(20), "tests/bad.test.js": testFile("throw new Error('no');") },
  });
  const run = await world.call("run", "--bail");
  expect(run).toMatchObject({ code: 1 });
  expect((await world.states()).leased).toBeUndefined();
  expect(await aliveAfter(pidsOf(run), 0)).toEqual([]);
});

test("a Jest that crashes leaves no process and no lease behind, and what never ran is an error", async () => {
  world = await World.start({
    accounts: 2,
    files: { "tests/a.test.js": endlessFile, "tests/b.test.js": endlessFile, "tests/c.test.js": endlessFile },
  });
  const run = world.regatta("run");
  const { pid } = await run.waitFor("jest-started");
  await run.waitFor("file-started");
  process.kill(pid, "SIGKILL");
  expect(await run.ended).toMatchObject({ code: 3 });
  expect((await world.states()).leased).toBeUndefined();
  expect(await aliveAfter(pidsOf(run), 0)).toEqual([]);
  const report = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  for (const name of ["a", "b", "c"]) expect(report).toContain(`tests/${name}.test.js`);
});
