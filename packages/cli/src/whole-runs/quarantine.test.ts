import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { testFile } from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

const until = "2999-12-31";

test("what is in quarantine is reported and does not fail the run, until its day; entries that do nothing are told", async () => {
  world = await World.start({
    accounts: 1,
    files: {
      "tests/mail.test.js": testFile("throw new Error('no mail');"),
      "tests/legacy/exits.test.js": testFile("process.exit(1);"),
      "tests/calm.test.js": testFile(""),
    },
    config: {
      tests: {
        quarantine: [
          { file: "tests/mail.test.js", test: "wor*", until, reason: "slow relay", ticket: "OPS-12" },
          { file: "tests/legacy/**", until },
          { file: "tests/calm.test.js", until },
          { file: "tests/old.test.js", until: "2020-01-01" },
          { file: "tests/gone.test.js", until },
        ],
      },
    },
  });
  const { code, output, events } = await world.call("run", "--bail");
  expect(code).toBe(0);
  for (const words of [
    `~ tests/mail.test.js: in quarantine until ${until}: slow relay, OPS-12 (`,
    "no mail",
    `~ tests/legacy/exits.test.js: in quarantine until ${until} (`,
    "· in quarantine, and passed: tests/calm.test.js",
    "the quarantine of tests/old.test.js ended on 2020-01-01: it counts again [QUARANTINE_OVER]",
    "tests.quarantine names: tests/gone.test.js. [QUARANTINE_UNMATCHED]",
    "files   1 passed, 2 quarantined, of 3",
    "all 3 files passed, but for 2 in quarantine",
  ]) {
    expect(output).toContain(words);
  }
  expect(events().filter(({ kind }) => kind === "quarantine-over")).toHaveLength(1);
  const report = readFileSync(join(world.project.directory, "reports/regatta-junit.xml"), "utf8");
  expect(report).toContain('tests="3" failures="0" errors="0"');
  expect(report.match(/<skipped message="failed, in quarantine until/g)).toHaveLength(2);
  // A crash leaves the account in an unknown state, whoever knew of it.
  expect(await world.states()).toEqual({ dirty: 1 });
});
