import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import type { TestCaseResult } from "../events/file-result.ts";
import type { RunEventInput } from "../events/run-event.ts";
import { JUnitFolder, kindOf } from "../testing/junit-report.ts";
import { account, ended, endedWith, startOf, stateOf } from "../testing/sample-run.ts";
import { writeJUnit } from "./write-junit.ts";

let folder: JUnitFolder;
beforeAll(() => {
  folder = new JUnitFolder();
});
afterAll(() => folder.remove());

const oneOfEach: RunEventInput[] = [
  ...startOf(["passed", "failed", "crashed", "timed-out", "never", "cut", "lost"]),
  ...ended("passed", "passed"),
  ...ended("failed", "failed", "expected 1"),
  ...ended("crashed", "crashed", "exit 1"),
  ...ended("timed-out", "timed-out", "after 2 s"),
  { kind: "file-never-run", file: "never", reason: "no account was left" },
  ...ended("cut", "passed").slice(0, 1),
  { kind: "file-started", account, file: "lost", attempt: 1 },
  { kind: "file-cut-off", account, file: "lost", attempt: 1, reason: "lease lost" },
  { kind: "file-never-run", file: "lost", reason: "no account was left" },
];

test("every selected file has a case with its path: failed as failure; crashed, timed out, cut off and never run as error", async () => {
  const { testsuite } = await folder.reportOf(oneOfEach);
  const cases = testsuite.flatMap(({ testcase }) => testcase);
  expect(Object.fromEntries(cases.map((one) => [one.classname, kindOf(one)]))).toEqual({
    passed: "passed",
    failed: "failure",
    crashed: "error",
    "timed-out": "error",
    never: "error",
    cut: "error",
    lost: "error",
  });
  const said = Object.fromEntries(cases.map(({ classname, error }) => [classname, error?.["#text"]]));
  expect(
    cases.map(({ failure, error }) => failure ?? error).map((one) => one && [one.type, one.message]),
  ).toEqual([
    undefined,
    ["failed", "expected 1"],
    ["crashed", `crashed in account ${account}: exit 1`],
    ["timed-out", `timed out in account ${account}: after 2 s`],
    ["never-run", "never run: no account was left"],
    ["cut-off", `no result: the run ended while it was running in account ${account}`],
    [
      "cut-off",
      `no result: cut off in account ${account}: lease lost, and never run again: no account was left`,
    ],
  ]);
  expect(said.never).toContain("never run: no account was left");
  expect(said.cut).toContain("the run ended while it was running");
  expect(said.lost).toContain(`cut off in account ${account}: lease lost, and never run again: no account`);
  expect(said.crashed).toContain("exit 1");
});

test("the totals are those of the cases", async () => {
  const { testsuite } = await folder.reportOf(oneOfEach);
  for (const { tests, failures, errors, testcase } of testsuite) {
    const count = (kind: string) => testcase.filter((one) => kindOf(one) === kind).length;
    expect([Number(tests), Number(failures), Number(errors)]).toEqual([
      testcase.length,
      count("failure"),
      count("error"),
    ]);
  }
});

test("every suite names the run, the account its result is from, and how often the file was tried", async () => {
  const other = "210000000002/eu-west-1";
  const { testsuite } = await folder.reportOf([
    ...startOf(["a", "b"]),
    { kind: "file-started", account, file: "a", attempt: 1 },
    { kind: "file-cut-off", account, file: "a", attempt: 1, reason: "lease lost" },
    ...ended("a", "passed").map((event) => ({ ...event, account: other }) as RunEventInput),
  ]);
  const properties = testsuite.map((suite) =>
    Object.fromEntries(suite.properties.property.map(({ name, value }) => [name, value])),
  );
  expect(properties).toEqual([
    {
      "regatta.run": "r1",
      "regatta.account": other,
      "regatta.started": "1970-01-01T00:00:00.006Z",
      "regatta.verdict": "passed",
      "regatta.attempts": "2",
      "regatta.attempt.1": `cut off in ${account}: lease lost`,
      "regatta.attempt.2": `passed in ${other}`,
      "regatta.beside-tests-ms": "5",
    },
    { "regatta.run": "r1", "regatta.verdict": "never-run", "regatta.attempts": "0" },
  ]);
});

test("of a file that did not just pass the report says how it went before, and the versions it met", async () => {
  const [start, , ...rest] = startOf(["a", "b"]);
  const { testsuite } = await folder.reportOf([
    { ...start, fingerprints: { orders: "0123456789ab" } } as RunEventInput,
    {
      kind: "files-selected",
      files: ["a", "b"],
      rootDir: "/project",
      expectedMs: {},
      past: { a: "pp", b: "pp" },
    },
    ...rest,
    { kind: "service-skipped", account, service: "orders" },
    ...ended("a", "failed", "no"),
    ...ended("b", "passed"),
  ]);
  const named = testsuite.map(({ properties: { property } }) =>
    property.filter(({ name }) => /past|against/.test(name)).map(({ name, value }) => [name, value]),
  );
  expect(named).toEqual([
    [
      ["regatta.past", "passed in its last 2 runs"],
      ["regatta.against", "orders 0123456"],
    ],
    [],
  ]);
});

const passing: TestCaseResult = { title: "works", ancestors: [], status: "passed", failureMessages: [] };

test("an error beside the tests of a file is a failure of its own, whether or not a test failed too", async () => {
  const failing: TestCaseResult = { ...passing, status: "failed", failureMessages: ["expected 1"] };
  for (const [tests, kinds] of [
    [[passing], ["passed", "failure"]],
    [
      [passing, failing],
      ["passed", "failure", "failure"],
    ],
  ] as const) {
    const events = endedWith("a", "failed", { tests: [...tests], message: "afterAll broke", skipped: false });
    const { testsuite } = await folder.reportOf([...startOf(["a"]), ...events]);
    expect(testsuite[0]?.testcase.map(kindOf)).toEqual(kinds);
    expect(testsuite[0]?.testcase.at(-1)?.failure?.["#text"]).toContain("afterAll broke");
  }
});

test("a failed test without a message, and a failed file without a failed test, do not look passed", async () => {
  const silent: TestCaseResult = { ...passing, status: "failed" };
  for (const tests of [[silent], [passing], []]) {
    const events = endedWith("a", "failed", { tests, skipped: false });
    const { testsuite } = await folder.reportOf([...startOf(["a"]), ...events]);
    const kinds = testsuite[0]?.testcase.map(kindOf) ?? [];
    expect(kinds.filter((kind) => kind === "failure" || kind === "error")).toHaveLength(1);
  }
});

test("a case has its file for a class name, and its full name; both are taken as they are", async () => {
  const titles = ["costs $& and $$", "$' $` $1", 'a < b && "c"', "line\nline", "{displayName} {title}"];
  const tests = titles.map((title): TestCaseResult => ({ ...passing, title, ancestors: [title, "in"] }));
  const file = "tests/{title} $& [id].js";
  const events = endedWith(file, "passed", { tests: [...tests, passing], skipped: false });
  const { testsuite } = await folder.reportOf([...startOf([file, "b $&"]), ...events]);
  const [suite, never] = testsuite;
  expect([suite?.name, suite?.file]).toEqual([file, file]);
  const cases = suite?.testcase.map(({ classname, name }) => [classname, name.replaceAll("&#10;", "\n")]);
  expect(cases).toEqual([...titles.map((title) => [file, `${title} › in › ${title}`]), [file, "works"]]);
  expect(never?.testcase.map(({ classname, name }) => [classname, name])).toEqual([
    ["b $&", "the file as a whole"],
  ]);
});

test("for CircleCI every case names its file, as its suite does, and nothing else is different", async () => {
  const events: RunEventInput[] = [
    ...oneOfEach,
    ...startOf(["a & b"]).slice(1),
    ...ended("a & b", "failed", "no"),
  ];
  const { testsuite } = await folder.reportOf(events, { caseFiles: true });
  expect(testsuite).toHaveLength(8);
  for (const { file, testcase } of testsuite) {
    expect(testcase.map((one) => [one.file, one.classname])).toEqual(testcase.map(() => [file, file]));
  }
  const plain = withoutTime(await folder.textOf(events));
  const named = withoutTime(await folder.textOf(events, { caseFiles: true }));
  expect(named.replace(/(<testcase [^>]*) file="[^"]*"/g, "$1")).toBe(plain);
});

test("the times of a file's cases add up to the file's, hooks and loading with the first that ran", async () => {
  const timed = (status: TestCaseResult["status"], durationMs?: number): TestCaseResult => ({
    ...passing,
    status,
    ...(durationMs === undefined ? {} : { durationMs }),
  });
  const tests = [timed("skipped"), timed("failed", 30), timed("passed", 20.4), timed("todo")];
  const [start, end] = endedWith("a", "failed", { tests, skipped: false });
  const set = endedWith("b", "passed", { tests: [timed("passed", 60), timed("passed", -5)], skipped: false });
  const { testsuite } = await folder.reportOf([
    ...startOf(["a", "b"]),
    ...([start, { ...end, durationMs: 1_234 }] as RunEventInput[]),
    ...set,
  ]);
  const [a, b] = testsuite;
  expect([a?.time, a?.testcase.map(({ time }) => time)]).toEqual(["1.234", ["0", "1.214", "0.02", "0"]]);
  expect(a?.properties.property).toContainEqual({ name: "regatta.beside-tests-ms", value: "1184" });
  // Tests that ran at the same time took longer together.
  expect([b?.time, b?.testcase.map(({ time }) => time)]).toEqual(["0.005", ["0.06", "0"]]);
});

test("what a failed file printed is in the report, what a passed one printed is not, and neither text has no end", async () => {
  const long = `begin${"x".repeat(50_000)}end`;
  const failing: TestCaseResult = { ...passing, status: "failed", failureMessages: [long] };
  const { testsuite } = await folder.reportOf([
    ...startOf(["a", "b"]),
    ...endedWith("a", "failed", { tests: [failing], console: `console.log ${long}`, skipped: false }),
    ...endedWith("b", "passed", { tests: [passing], console: "console.log quiet", skipped: false }),
  ]);
  const [a, b] = testsuite;
  const shortened = /^(console\.log )?beginx+\n… \d+ characters left out …\nx+end$/;
  expect(a?.["system-out"]).toMatch(shortened);
  expect(a?.testcase[0]?.failure?.["#text"]).toMatch(shortened);
  expect(a?.testcase[0]?.failure?.message).toHaveLength(300);
  expect(a?.["system-out"]?.length).toBeLessThan(17_000);
  expect(b?.["system-out"]).toBeUndefined();
});

test("what a file printed in attempts before the last is with what failed in them, once", async () => {
  const failing = (title: string): TestCaseResult => ({
    ...passing,
    title,
    status: "failed",
    failureMessages: [title],
  });
  const tests = [failing("one"), failing("two")];
  const { testsuite } = await folder.reportOf([
    ...startOf(["a"]),
    ...endedWith("a", "failed", { tests, console: "console.log <first>", skipped: false }),
    ...endedWith("a", "crashed", {
      tests: [],
      message: "exit 1",
      console: "console.log second",
      skipped: false,
    }),
    ...endedWith("a", "passed", { tests: [{ ...passing, title: "one" }], console: "quiet", skipped: false }),
  ]);
  expect(testsuite[0]?.["system-out"]).toBeUndefined();
  const [only, ...others] = testsuite[0]?.testcase ?? [];
  expect(others).toEqual([]);
  expect(only?.flakyError).toMatchObject({ stackTrace: "exit 1", "system-out": "console.log second" });
  expect(only?.flakyFailure).toMatchObject([
    { stackTrace: "one", "system-out": "console.log <first>" },
    { stackTrace: "two" },
  ]);
  expect(JSON.stringify(only)).not.toContain("quiet");
});

test("a report that is rebuilt days later still has the run's own time", async () => {
  const { time } = await folder.reportOf(oneOfEach);
  expect(Number(time)).toBeLessThan(1);
});

test("what a user set for a jest-junit of their own neither moves nor changes the report", async () => {
  const expected = await folder.textOf(oneOfEach);
  const meant: Record<string, string> = {
    JEST_JUNIT_OUTPUT_DIR: "/nonexistent/elsewhere",
    JEST_JUNIT_OUTPUT_NAME: "other.xml",
    JEST_JUNIT_OUTPUT_FILE: "/nonexistent/other.xml",
    JEST_JUNIT_UNIQUE_OUTPUT_NAME: "true",
    JEST_JUNIT_REPORT_TEST_SUITE_ERRORS: "false",
    JEST_JUNIT_ADD_FILE_ATTRIBUTE: "false",
    JEST_JUNIT_TITLE: "mine",
    JEST_JUNIT_FILE_PATH_PREFIX: "prefix",
  };
  Object.assign(process.env, meant);
  try {
    expect(withoutTime(await folder.textOf(oneOfEach))).toBe(withoutTime(expected));
    expect(process.env).toMatchObject(meant);
    expect(process.env.JEST_JUNIT_CLASSNAME).toBeUndefined();
  } finally {
    for (const name of Object.keys(meant)) delete process.env[name];
  }
});

// Of the whole, in ms, and taken twice: it may be off by one.
function withoutTime(report: string): string {
  return report.replace(/(<testsuites [^>]*) time="[^"]*"/, "$1");
}

test("no draft is left beside the report, whether it was written or not", async () => {
  await folder.textOf([...startOf(["a"]), ...ended("a", "passed")]);
  expect(readdirSync(join(folder.path, "new"))).toEqual(["report.xml"]);
  mkdirSync(join(folder.path, "taken", "report.xml"), { recursive: true });
  const path = join(folder.path, "taken", "report.xml");
  await expect(writeJUnit(stateOf(oneOfEach), { path })).rejects.toMatchObject({ code: "JUNIT_NOT_WRITTEN" });
  expect(readdirSync(join(folder.path, "taken"))).toEqual(["report.xml"]);
});

test("a folder that cannot be made is said so", async () => {
  writeFileSync(join(folder.path, "file"), "");
  const path = join(folder.path, "file", "report.xml");
  await expect(writeJUnit(stateOf(oneOfEach), { path })).rejects.toMatchObject({ code: "JUNIT_NOT_WRITTEN" });
});

test("the report is valid XML whatever a test prints or is called", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (random) => {
      const text = `\u001b[31m${random}\u0000\ud800]]>\u001b]8;;link\u0007 <!-- & \ufffe`;
      const named: TestCaseResult = { ...passing, title: text, ancestors: [text] };
      const report = await folder.textOf([
        ...startOf(["a", "b", text, "c"]),
        ...ended("a", "failed", text),
        ...ended("b", "crashed", text),
        ...endedWith("c", "failed", { tests: [named], message: text, console: text, skipped: false }),
        { kind: "file-never-run", file: text, reason: text },
      ]);
      expect(XMLValidator.validate(report)).toBe(true);
      expect([...report].filter((character) => !xmlCharacter.test(character))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

const xmlCharacter = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u;
