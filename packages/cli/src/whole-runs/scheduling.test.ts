import { afterEach, expect, test } from "@jest/globals";
import type { RunEvent } from "@regatta/run-log";
import { testFile } from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

type About<K extends RunEvent["kind"]> = Extract<RunEvent, { kind: K }>;
const eventsOf = <K extends RunEvent["kind"]>(events: RunEvent[], kind: K, file: string) =>
  events.filter((event): event is About<K> => event.kind === kind && "file" in event && event.file === file);

/** Fails in the account that ran it first. */
const flaky = testFile(`
  const { existsSync, writeFileSync } = require("fs");
  if (existsSync("seen")) return;
  writeFileSync("seen", "");
  throw new Error("not yet");`);
/** Two that run at once see each other. */
const locked = `/** @lock mail */\n${testFile(`
  const { existsSync, rmSync, writeFileSync } = require("fs");
  expect(existsSync("locked")).toBe(false);
  writeFileSync("locked", "");
  await new Promise((done) => setTimeout(done, 30));
  rmSync("locked");`)}`;
const both = `/** @accounts 2 */\n${testFile(`
  const [other] = JSON.parse(process.env.REGATTA_ACCOUNTS);
  expect([other.id, process.env.REGATTA_ACCOUNT_ID].sort()).toEqual(["210000000001", "210000000002"]);`)}`;

test("a run with a flaky file, a lock, an exclusive file and one of two accounts; one of three is refused", async () => {
  world = await World.start({
    accounts: 2,
    files: {
      "tests/flaky.test.js": flaky,
      "tests/lock-1.test.js": locked,
      "tests/lock-2.test.js": locked,
      "tests/alone.test.js": `/** @exclusive */\n${testFile("")}`,
      "tests/both.test.js": both,
    },
  });
  const run = await world.call("run", "--retries", "1", "--backup-copies");
  expect([run.code, run.output]).toEqual([0, expect.stringContaining("1 flaky")]);
  const events = run.events();
  const [first, second, ...more] = eventsOf(events, "file-finished", "tests/flaky.test.js");
  expect([first?.outcome, first?.final, second?.outcome, second?.final, more]).toEqual([
    "failed",
    false,
    "passed",
    true,
    [],
  ]);
  expect(second?.account).not.toBe(first?.account);
  const [of2] = eventsOf(events, "file-finished", "tests/both.test.js");
  expect(of2?.others).toHaveLength(1);
  const [alone] = eventsOf(events, "file-started", "tests/alone.test.js");
  const before = events.filter(
    ({ kind, ...event }) => kind === "file-started" && "seq" in event && event.seq < (alone?.seq ?? 0),
  );
  expect(before.some((event) => "account" in event && event.account === alone?.account)).toBe(false);
  expect(await world.states()).toEqual({ available: 2 });
  world.project.write("tests/both.test.js", `/** @accounts 3 */\n${testFile("")}`);
  const many = await world.call("plan");
  expect([many.code, many.output]).toEqual([2, expect.stringContaining("tests/both.test.js: @accounts 3")]);
});
