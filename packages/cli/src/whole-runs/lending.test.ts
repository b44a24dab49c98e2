import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { leasedBy } from "./testing/deploys.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const heldFile = (name: string) =>
  `test("ends", async () => {
    while (!require("fs").existsSync("end-${name}")) await new Promise((r) => setTimeout(r, 10));
  }, 1e8);\n`;

test("a waiter begins as soon as a run gives an account back at a file's end; priority, --wait 0, Ctrl-C in line", async () => {
  const names = ["a0", "a1", "a2"];
  world = await World.start({
    accounts: 2,
    files: {
      ...Object.fromEntries(names.map((name) => [`tests/${name}.test.js`, heldFile(name)])),
      ...passingFiles(1),
    },
    config: { accounts: { max: 2 } },
  });
  const first = world.regatta("run", "tests/a");
  const one = await first.waitFor("file-started");
  await first.waitFor("file-started", ({ file }) => file !== one.file);

  const interrupted = world.regatta("run", "tests/pass");
  const waiting = await interrupted.waitFor("lease-waiting");
  expect(waiting).toMatchObject({ position: 1, of: 1 });
  expect(waiting.reason).toMatch(
    /^none of the 2 accounts of the pool is available: 2 leased \(2 by run \S+ \(.+\) until \d\d:\d\d UTC\)$/,
  );
  const urgent = world.regatta("run", "tests/pass", "--priority", "5", "--wait", "10m");
  expect(await urgent.waitFor("lease-waiting")).toMatchObject({ position: 1, of: 2 });
  await interrupted.waitFor("lease-waiting", ({ position, of }) => position === 2 && of === 2);

  interrupted.child.kill("SIGINT");
  expect(await interrupted.ended).toMatchObject({ code: 130 });
  const { line } = await world.pool.readLine();
  expect(line.map(({ priority, needs }) => ({ priority, needs }))).toEqual([{ priority: 5, needs: 1 }]);

  const hasty = await world.call("run", "tests/pass", "--wait", "0");
  expect(hasty.code).toBe(3);
  expect(hasty.output).toMatch(/Files were left without an account: none of the 2 accounts .* is available/);
  expect(hasty.output).toContain("--wait");
  expect(leasedBy(urgent)).toEqual([]);

  const end = (file: string) => writeFileSync(join(world.project.directory, `end-${file.slice(6, 8)}`), "");
  // Ended before the run knows that it is wanted, the account would take the next file.
  await first.waitFor("surplus-wanted");
  end(one.file);
  const { account } = await first.waitFor("account-surplus");
  expect(await urgent.ended).toMatchObject({ code: 0 });
  expect(leasedBy(urgent)).toEqual([account]);
  for (const name of names) end(`tests/${name}`);
  expect(await first.ended).toMatchObject({ code: 0 });
  const events = first.events();
  expect(events.filter(({ kind }) => kind === "file-cut-off")).toEqual([]);
  expect(events.filter(({ kind }) => kind === "file-finished")).toHaveLength(3);
  expect(await world.states()).toEqual({ available: 2 });
}, 120_000);
