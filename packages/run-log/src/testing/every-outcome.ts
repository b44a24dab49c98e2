import type { FileOutcome, FileResult, TestCaseResult } from "../events/file-result.ts";
import type { RunEventInput } from "../events/run-event.ts";
import { account, ended, endedIn, endedWith, startOf } from "./sample-run.ts";

const other = "210000000002/eu-west-1";
const until = "2999-12-31";

function testOf(title: string, status: TestCaseResult["status"], ...ancestors: string[]): TestCaseResult {
  const failureMessages = status === "failed" ? [`Error: ${title} <is> "bad"`] : [];
  return { title, ancestors, status, durationMs: 2, failureMessages };
}

function resultOf(tests: TestCaseResult[], more: Partial<FileResult> = {}): FileResult {
  return { tests, skipped: false, ...more };
}

const mixed = [
  testOf("passes", "passed", "orders"),
  testOf("fails", "failed", "orders", "when full"),
  testOf("is skipped", "skipped", "orders"),
  testOf("is to be written", "todo", "orders"),
  testOf("stands alone", "passed"),
  testOf("has a twin", "passed", "orders"),
  testOf("has a twin", "failed", "orders"),
];

function attempts(file: string, ...outcomes: FileOutcome[]): RunEventInput[] {
  const events = outcomes.flatMap((outcome, i) =>
    endedIn(i % 2 === 0 ? account : other, file, outcome, `went ${outcome}`),
  );
  return events.map((event) =>
    event.kind === "file-finished"
      ? { ...event, result: { ...event.result, console: `console.log ${event.outcome} <here>` } }
      : event,
  );
}

const happened: Record<string, RunEventInput[]> = {
  "passed.js": ended("passed.js", "passed"),
  "mixed.js": endedWith("mixed.js", "failed", resultOf(mixed, { console: "console.log here" })),
  "all-skipped.js": endedWith(
    "all-skipped.js",
    "passed",
    resultOf([testOf("is skipped", "skipped")], { skipped: true }),
  ),
  "no-tests.js": endedWith("no-tests.js", "passed", resultOf([])),
  "flaky.js": attempts("flaky.js", "failed", "passed"),
  "flaky-crash.js": attempts("flaky-crash.js", "crashed", "passed"),
  "failed-again.js": attempts("failed-again.js", "failed", "failed"),
  "crashed-then-failed.js": attempts("crashed-then-failed.js", "crashed", "failed"),
  "crashed-again.js": attempts("crashed-again.js", "crashed", "crashed"),
  "timed-out.js": attempts("timed-out.js", "timed-out"),
  "quarantined.js": attempts("quarantined.js", "failed"),
  "quarantined-crash.js": attempts("quarantined-crash.js", "crashed"),
  "hook.js": endedWith("hook.js", "failed", resultOf(mixed.slice(0, 1), { message: "afterAll broke" })),
  "did-not-load.js": endedWith(
    "did-not-load.js",
    "failed",
    resultOf([], { message: "SyntaxError: Unexpected token" }),
  ),
  "under-way.js": ended("under-way.js", "passed").slice(0, 1),
  "cut-off.js": [
    { kind: "file-started", account, file: "cut-off.js", attempt: 1 },
    { kind: "file-cut-off", account, file: "cut-off.js", attempt: 1, reason: "lease lost" },
  ],
  "never-run.js": [{ kind: "file-never-run", file: "never-run.js", reason: "no account was left" }],
  "not-started.js": [],
};

/** A run in which files end in every way there is, and which was killed before it ended itself. */
export const everyOutcome: RunEventInput[] = [
  ...startOf(Object.keys(happened)),
  {
    kind: "quarantine",
    entries: ["quarantined.js", "quarantined-crash.js"].map((file) => ({ file, files: [file], until })),
  },
  ...Object.values(happened).flat(),
  { kind: "leak-found", account, files: ["passed.js"], resources: ["stack <left>"] },
];
