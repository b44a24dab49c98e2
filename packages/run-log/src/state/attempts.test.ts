import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FileOutcome } from "../events/file-result.ts";
import type { RunEventInput } from "../events/run-event.ts";
import { renderSummary } from "../summary/summary.ts";
import { JUnitFolder, kindOf } from "../testing/junit-report.ts";
import { account, ended, endedIn, startOf, stateOf } from "../testing/sample-run.ts";
import type { RunState } from "./run-state.ts";
import { verdict } from "./verdict.ts";

const other = "210000000002/eu-west-1";
const third = "210000000003/eu-west-1";
const agreed: RunEventInput = { kind: "jest-exited", code: 0, signal: null };
const suspect: RunEventInput = {
  kind: "account-suspect",
  account,
  files: ["a", "b"],
  reason: "a and b failed there and passed elsewhere",
};

function cutOff(where: string, reason: string): RunEventInput[] {
  return [
    { kind: "file-started", account: where, file: "a", attempt: 1 },
    { kind: "file-cut-off", account: where, file: "a", attempt: 1, reason },
  ];
}

/** The verdict on the file `a`, and the classes of its attempts. */
function judged(...events: RunEventInput[]): [string, string[]] {
  const state = stateOf([...startOf(["a"]), ...events]);
  const file = state.files.get("a");
  if (!file) throw new Error("there is no file");
  return [state.verdictOf(file), file.attempts.map((attempt) => state.classOf(attempt, file))];
}

test("a file that passes after it failed elsewhere is flaky, however it failed", () => {
  for (const outcome of ["failed", "crashed", "timed-out"] as FileOutcome[]) {
    expect(judged(...endedIn(account, "a", outcome), ...endedIn(other, "a", "passed"))).toEqual([
      "flaky",
      ["flaky", "passed"],
    ]);
  }
  expect(judged(...endedIn(account, "a", "failed"), ...endedIn(other, "a", "crashed"))).toEqual([
    "crashed",
    ["failed", "crashed"],
  ]);
});

test("of two copies of a file the one that ends last has the last word, whichever began first", () => {
  const [begin, end] = endedIn(account, "a", "passed") as [RunEventInput, RunEventInput];
  const failed = endedIn(other, "a", "failed");
  expect(judged(begin, ...failed, end)).toEqual(["flaky", ["passed", "flaky"]]);
});

test("a failure in an account that turned out to be broken says nothing of the file, unless there is nothing else", () => {
  const failed = endedIn(account, "a", "failed");
  expect(judged(...failed, ...endedIn(other, "a", "passed"), suspect)).toEqual([
    "passed",
    ["broken-account", "passed"],
  ]);
  expect(judged(...endedIn(other, "a", "failed"), ...failed, suspect)).toEqual([
    "failed",
    ["failed", "broken-account"],
  ]);
  expect(
    judged(...endedIn(third, "a", "failed"), ...failed, ...endedIn(other, "a", "passed"), suspect),
  ).toEqual(["flaky", ["flaky", "broken-account", "passed"]]);
  expect(judged(...failed, suspect)).toEqual(["failed", ["broken-account"]]);
  expect(judged(...endedIn(account, "a", "passed"), suspect)).toEqual(["passed", ["passed"]]);
});

test("a lost lease, and a worker that could not be started, are the infrastructure's and make nothing flaky", () => {
  const lost: RunEventInput = { kind: "lease-lost", account, reason: "expired" };
  const [start, end] = cutOff(account, "its lease was lost") as [RunEventInput, RunEventInput];
  expect(judged(start, lost, end, ...endedIn(other, "a", "passed"))).toEqual([
    "passed",
    ["infrastructure", "passed"],
  ]);
  const limit: RunEventInput = { kind: "account-limit", account, endsInMs: 0, reason: "no session" };
  expect(judged(start, limit, end)).toEqual(["cut-off", ["infrastructure"]]);
  const unstarted = endedIn(account, "a", "crashed", "no worker").map((event) =>
    event.kind === "file-finished" ? { ...event, unstarted: true as const } : event,
  );
  expect(judged(...unstarted, ...endedIn(other, "a", "passed"))).toEqual([
    "passed",
    ["infrastructure", "passed"],
  ]);
  expect(judged(...unstarted)).toEqual(["crashed", ["infrastructure"]]);
});

test("what was cut off for another reason is just that, and so is what is under way", () => {
  expect(judged(...cutOff(account, "bail"))).toEqual(["cut-off", ["cut-off"]]);
  expect(judged(...cutOff(account, "bail").slice(0, 1))).toEqual(["cut-off", ["cut-off"]]);
  expect(judged(...endedIn(account, "a", "failed"), ...cutOff(other, "bail"))).toEqual([
    "failed",
    ["failed", "cut-off"],
  ]);
  expect(judged()).toEqual(["never-run", []]);
});

test("the final result of another container is the file's, whatever this one saw of it", () => {
  const elsewhere: RunEventInput = { kind: "file-elsewhere", file: "a", container: "2" };
  expect(judged(elsewhere)[0]).toBe("never-run");
  expect(judged({ ...elsewhere, verdict: "passed" })[0]).toBe("passed");
  expect(judged(...endedIn(account, "a", "passed"), { ...elsewhere, verdict: "failed" })[0]).toBe("failed");
});

test("a file that is tried again counts as neither done nor failed until its last word", () => {
  const again = endedIn(account, "a", "failed").map((event) =>
    event.kind === "file-finished" ? { ...event, final: false } : event,
  );
  const seen = (...events: RunEventInput[]) => {
    const { done, failed } = stateOf([...startOf(["a"]), ...events]);
    return [done, failed];
  };
  expect(seen(...again)).toEqual([0, 0]);
  expect(seen(...again, ...endedIn(other, "a", "failed"))).toEqual([1, 1]);
  expect(seen(...again, ...endedIn(other, "a", "passed"))).toEqual([1, 0]);
  expect(seen(...again, { kind: "file-never-run", file: "a", reason: "no account" })).toEqual([1, 1]);
});

const entry = { until: "2026-12-01", reason: "slow mail", files: ["a"] };
const inForce = (test?: string): RunEventInput => ({
  kind: "quarantine",
  entries: [{ ...entry, file: "a", ...(test === undefined ? {} : { test }) }],
});

test("what is in quarantine does not fail the run; what fails beside it does", () => {
  const failed = endedIn(account, "a", "failed", "no mail");
  expect(judged(inForce("suite *"), ...failed)).toEqual(["quarantined", ["quarantined"]]);
  expect(judged(inForce("suite other"), ...failed)[0]).toBe("failed");
  expect(judged(inForce("suite *"), ...endedIn(account, "a", "crashed"))[0]).toBe("crashed");
  expect(judged(inForce(), ...endedIn(account, "a", "crashed"))[0]).toBe("quarantined");
  expect(judged(inForce(), ...endedIn(account, "a", "passed"))[0]).toBe("passed");
  expect(judged(inForce(), ...cutOff(account, "lease lost"))[0]).toBe("cut-off");
  const late = failed.map((event) =>
    event.kind === "file-finished"
      ? { ...event, result: { ...event.result, message: "afterAll broke" } }
      : event,
  );
  expect(judged(inForce("suite *"), ...late)[0]).toBe("failed");
  expect(verdict(stateOf([...startOf(["a"]), inForce("suite *"), ...failed, agreed]))).toEqual({
    exitCode: 0,
    reason: "the file passed, but for 1 in quarantine",
  });
});

/** One file of each kind that has several attempts or is in quarantine. */
const mixed: RunEventInput[] = [
  ...startOf(["a", "b", "c", "d"]),
  {
    kind: "quarantine",
    entries: [
      { ...entry, file: "a", test: "suite works", ticket: "OPS-1" },
      { ...entry, file: "d", files: ["d"] },
    ],
  },
  { kind: "quarantine-over", file: "old", until: "2020-01-01" },
  ...endedIn(account, "a", "failed", "no mail"),
  ...endedIn(account, "b", "failed", "flaked"),
  ...endedIn(other, "b", "passed"),
  ...endedIn(account, "c", "crashed", "exit 1"),
  ...endedIn(other, "c", "failed", "expected 1"),
  ...ended("d", "passed"),
];

const places = { runDirectory: ".regatta/runs/r1" };

test("the summary tells of flaky files, every attempt at failed ones, and what quarantine did", () => {
  const text = renderSummary(stateOf([...mixed, suspect]), places);
  expect(text).toContain(
    `✗ c: failed (${other})\n    suite › works\n    expected 1\n    tried 2 times: crashed in ${account}, which turned out to be broken, failed in ${other}`,
  );
  expect(text).toContain(
    `~ a: in quarantine until 2026-12-01: slow mail, OPS-1 (${account})\n    suite › works\n    no mail`,
  );
  expect(text).toContain("· in quarantine, and passed: d");
  expect(text).toContain("! the quarantine of old ended on 2020-01-01: it counts again [QUARANTINE_OVER]");
  expect(text).toContain(`! ${account} is suspect, and left the run: a and b failed there`);
  const flaky = renderSummary(stateOf(mixed), places);
  expect(flaky).toContain(
    `~ b: flaky: failed in ${account}, passed in ${other}\n    suite › works\n    flaked`,
  );
  expect(flaky).toContain("files   1 passed, 1 flaky, 1 quarantined, 1 failed, of 4");
});

let folder: JUnitFolder;
beforeAll(() => {
  folder = new JUnitFolder();
});
afterAll(() => folder.remove());

test("the JUnit report has flaky tests passed, with how they failed; quarantined ones skipped, with why", async () => {
  const { testsuite } = await folder.reportOf(mixed);
  const cases = Object.fromEntries(testsuite.map((suite) => [suite.name, suite.testcase[0]]));
  expect(Object.values(cases).map((one) => one && kindOf(one))).toEqual([
    "skipped",
    "passed",
    "failure",
    "passed",
  ]);
  expect(cases.a?.skipped).toEqual({
    message: "failed, in quarantine until 2026-12-01: slow mail, OPS-1&#10;no mail",
  });
  expect(cases.b?.flakyFailure).toEqual({
    message: `failed in ${account}`,
    type: "flaky",
    stackTrace: "flaked",
  });
  expect(cases.c?.rerunError).toEqual({
    message: `crashed in ${account}`,
    type: "crashed",
    stackTrace: "exit 1",
  });
  const [, flaky] = testsuite;
  expect(flaky?.properties.property).toContainEqual({
    name: "regatta.attempt.1",
    value: `failed in ${account} (flaky): suite › works`,
  });
});

test("a file in quarantine as a whole is skipped however it went wrong, and no error", async () => {
  for (const outcome of ["crashed", "failed"] as FileOutcome[]) {
    const { testsuite } = await folder.reportOf([
      ...startOf(["a"]),
      inForce(),
      ...endedIn(account, "a", outcome, "boo"),
    ]);
    expect(testsuite[0]).toMatchObject({ errors: "0", failures: "0", skipped: "1", tests: "1" });
    expect(testsuite[0]?.testcase.map(kindOf)).toEqual(["skipped"]);
    expect(JSON.stringify(testsuite[0]?.testcase[0]?.skipped)).toContain("boo");
  }
});

test("a file that crashed twice is an error, with the other crash in it", async () => {
  const crashes = [
    ...endedIn(account, "a", "crashed", "exit 1"),
    ...endedIn(other, "a", "crashed", "exit 2"),
  ];
  const { testsuite } = await folder.reportOf([...startOf(["a"]), ...crashes]);
  expect(testsuite[0]?.testcase).toMatchObject([
    {
      error: { "#text": expect.stringContaining("exit 2") },
      rerunError: { type: "crashed", stackTrace: "exit 1" },
    },
  ]);
});

test("what another container has ended is in the report of that one", async () => {
  const elsewhere: RunEventInput = { kind: "file-elsewhere", file: "b", container: "2", verdict: "failed" };
  const { testsuite } = await folder.reportOf([...startOf(["a", "b"]), elsewhere, ...ended("a", "passed")]);
  expect(testsuite.map(({ name }) => name)).toEqual(["a"]);
});

test("a file that was flaky in another container is said to have been so there", () => {
  const elsewhere: RunEventInput = { kind: "file-elsewhere", file: "a", container: "2", verdict: "flaky" };
  expect(renderSummary(stateOf([...startOf(["a"]), elsewhere]), places)).toContain(
    "~ a: flaky: in container 2\n",
  );
});

test("a run of which no file was judged twice says nothing new", () => {
  const state: RunState = stateOf([...startOf(["a"]), ...ended("a", "passed"), agreed]);
  expect(verdict(state)).toEqual({ exitCode: 0, reason: "the file passed" });
  expect(renderSummary(state, places)).not.toMatch(/flaky|quarantine|suspect|tried/);
});
