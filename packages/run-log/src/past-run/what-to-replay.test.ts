import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { RunEventInput } from "../events/run-event.ts";
import { writeJUnit } from "../junit/write-junit.ts";
import { ended, eventsOf, startOf, stateOf } from "../testing/sample-run.ts";
import { pastRunOfEvents } from "./past-run-of-events.ts";
import { readPastRuns } from "./read-past-runs.ts";
import { whatToReplay } from "./what-to-replay.ts";

const [one, other] = ["210000000001/eu-west-1", "210000000002/eu-west-1"];

const ranIn = (account: string, ...files: string[]): RunEventInput[] =>
  files.flatMap((file) => ended(file, "passed").map((event) => ({ ...event, account }) as RunEventInput));

/** In two accounts; `tests/b.js` was tried again in the other one, and `tests/e.js` never came up. */
const events = eventsOf([
  ...startOf(["tests/a.js", "tests/b.js", "tests/c.js", "tests/d.js", "tests/e.js"]),
  ...ranIn(other, "tests/d.js"),
  ...ranIn(one, "tests/b.js", "tests/a.js"),
  ...ranIn(other, "tests/b.js", "tests/c.js"),
]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regatta-past-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeLog(path: string, inputs = events): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), inputs.map((event) => `${JSON.stringify(event)}\n`).join(""));
}

test("everything in the order it was started, each file once; a shard is an account, in the order of their first files", () => {
  const run = pastRunOfEvents(events);
  expect(whatToReplay([run], {})).toEqual(["tests/d.js", "tests/b.js", "tests/a.js", "tests/c.js"]);
  expect(whatToReplay([run], { shard: 1 })).toEqual(["tests/d.js", "tests/b.js", "tests/c.js"]);
  expect(whatToReplay([run], { shard: 2 })).toEqual(["tests/b.js", "tests/a.js"]);
  expect(run.neverStarted).toEqual(["tests/e.js"]);
});

test("files are named as in the record, from above or below it, and keep its order; what was not there is refused", () => {
  const run = pastRunOfEvents(events);
  expect(whatToReplay([run], { files: ["a.js", "./tests/b.js"] })).toEqual(["tests/b.js", "tests/a.js"]);
  expect(whatToReplay([run], { files: ["packages/web/tests/c.js"] })).toEqual(["tests/c.js"]);
  const refused = (part: Parameters<typeof whatToReplay>[1]) => () => whatToReplay([run], part);
  expect(refused({ files: ["tests/aa.js"] })).toThrow('did not run tests/aa.js; did you mean "tests/a.js"?');
  expect(refused({ shard: 2, files: ["c.js"] })).toThrow("did not run c.js");
  expect(refused({ shard: 3 })).toThrow("no shard 3: the run had 2 accounts");
  expect(() => whatToReplay([{ starts: [], neverStarted: ["a"] }], {})).toThrow("started no test file");
});

test("of several containers' logs a shard is a container, whatever its accounts, and all of it goes by time", async () => {
  const at = (file: string, ms: number) => ({
    kind: "file-started",
    account: one,
    file,
    attempt: 1,
    seq: 1,
    at: ms,
  });
  const log = (...files: Array<[string, number]>) =>
    [...eventsOf(startOf([])), ...files.map(([file, ms]) => at(file, ms))] as typeof events;
  writeLog("10/.regatta/runs/r1/events.jsonl", log(["late.js", 900]));
  writeLog("2/.regatta/runs/r2/events.jsonl", log(["x.js", 500], ["y.js", 700]));
  writeLog("0/.regatta/runs/r0/events.jsonl", log(["first.js", 600]));
  writeFileSync(join(folder, "0", "report.xml"), "<testsuites/>");
  const runs = await readPastRuns(folder);
  const numbered = [3, 1, 1].map((container, at) => ({ container, ...runs[at] }) as (typeof runs)[number]);
  expect(whatToReplay(numbered, { shard: 1 })).toEqual(["x.js", "y.js", "late.js"]);
  expect(whatToReplay(numbered, { shard: 3 })).toEqual(["first.js"]);
  expect(() => whatToReplay(numbered, { shard: 2 })).toThrow("no shard 2");
  expect(whatToReplay(runs, {})).toEqual(["x.js", "first.js", "y.js", "late.js"]);
  expect([1, 2, 3].map((shard) => whatToReplay(runs, { shard }))).toEqual([
    ["first.js"],
    ["x.js", "y.js"],
    ["late.js"],
  ]);
});

test("Regatta's own JUnit report tells the same as the events but for attempts before the last", async () => {
  const path = join(folder, "report.xml");
  const names = ["tests/a.js", "tests/b.js", "tests/<&>.js", "tests/never.js"];
  await writeJUnit(
    stateOf([...startOf(names), ...ranIn(other, "tests/<&>.js"), ...ranIn(one, "tests/b.js", "tests/a.js")]),
    { path },
  );
  const [run, ...others] = await readPastRuns(path);
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    runId: "r1",
    starts: [
      { file: "tests/<&>.js", account: other },
      { file: "tests/b.js", account: one },
      { file: "tests/a.js", account: one },
    ],
    neverStarted: ["tests/never.js"],
  });
});

test("in a folder of reports what other tools wrote is passed over", async () => {
  writeFileSync(join(folder, "clover.xml"), "<coverage/>");
  writeFileSync(join(folder, "plain.xml"), `<testsuite><testcase file="tests/z.js"/></testsuite>`);
  const runs = await readPastRuns(folder);
  expect(runs).toEqual([{ starts: [{ file: "tests/z.js", at: 0 }], neverStarted: [] }]);
});

test.each([
  ["nothing there", "none.xml", "RUN_LOG_MISSING"],
  ["a folder without a record", ".", "RUN_LOG_MISSING"],
  ["what is no XML", "broken.xml", "REPORT_UNREADABLE"],
  ["another XML", "other.xml", "REPORT_UNREADABLE"],
])("%s is refused", async (_, path, code) => {
  writeFileSync(join(folder, "broken.xml"), "<testsuites>");
  writeFileSync(join(folder, "other.xml"), "<project/>");
  await expect(readPastRuns(join(folder, path))).rejects.toMatchObject({ code });
});
