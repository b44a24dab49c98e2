import { afterEach, expect, test } from "@jest/globals";
import type { RunEvent } from "@regatta/run-log";
import { passingFiles, testFile } from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const chosen = (events: RunEvent[]) => events.find((event) => event.kind === "accounts-chosen");
const leased = (events: RunEvent[]) => events.filter(({ kind }) => kind === "lease-acquired").length;

test("times of a report, then recorded ones, decide how many accounts are worth it; a plan says so; a bad report is refused", async () => {
  world = await World.start({
    accounts: 3,
    files: { ...passingFiles(3), "tests/fails.test.js": testFile("throw new Error('no')") },
    config: { accounts: { max: 3 } },
  });
  const suites = Array.from(
    { length: 3 },
    (_, i) => `<testsuite name="s" time="60"><testcase name="t" file="tests/pass-${i}.test.js"/></testsuite>`,
  );
  world.project.write("reports/old.xml", `<testsuites>${suites.join("")}</testsuites>`);

  const refused = await world.call("run", "--timings", "reports/old.xml", "regatta.config.xml");
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toMatch(/timings .*regatta\.config\.xml cannot be read: ENOENT/);

  const auto = ["--accounts", "auto"];
  const planned = await world.call("plan", ...auto, "--timings", "reports/*.xml");
  expect(planned.stdout).toContain(
    "2 accounts would do: about 2 min 2 s, in one account 4 min 2 s; one more would save nothing",
  );

  const first = await world.call("run", ...auto, "--timings", "reports/old.xml");
  expect(first.code).toBe(1);
  expect(chosen(first.events())).toMatchObject({ accounts: 2 });
  const [selected] = first.events().filter((event) => event.kind === "files-selected");
  expect(Object.values(selected?.expectedMs ?? {})).toEqual([60_000, 60_000, 60_000]);

  // Now the table knows that all of them are short, the one that failed too.
  const second = await world.call("run", ...auto, "--timings", "reports/old.xml");
  const [known] = second.events().filter((event) => event.kind === "files-selected");
  const expected = Object.values(known?.expectedMs ?? {});
  expect(expected).toHaveLength(4);
  expect(Math.max(...expected)).toBeLessThan(30_000);
  expect(chosen(second.events())).toMatchObject({ accounts: 1 });
  expect(leased(second.events())).toBe(1);
});
