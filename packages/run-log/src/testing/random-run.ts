import fc from "fast-check";
import type { FileOutcome, FileResult, FileVerdict } from "../events/file-result.ts";
import type { RunEventInput } from "../events/run-event.ts";

export const FILES = ["a", "b", "c"];
const ACCOUNTS = ["1/x", "2/x", "3/x"];
const OUTCOMES: FileOutcome[] = ["passed", "failed", "crashed", "timed-out"];
const VERDICTS: FileVerdict[] = [
  "passed",
  "flaky",
  "quarantined",
  "failed",
  "crashed",
  "timed-out",
  "cut-off",
];

const file = fc.constantFrom(...FILES);
const account = fc.constantFrom(...ACCOUNTS);
const place = fc.record({ file, account });
const until = "2999-12-31";

/** Names of the tests of a file that failed, and whether something failed beside them. */
const flaws = fc.record({
  failed: fc.subarray(["works", "ends"]),
  beside: fc.boolean(),
});

function resultOf(
  outcome: FileOutcome,
  { failed, beside }: { failed: string[]; beside: boolean },
): FileResult {
  if (outcome === "crashed" || outcome === "timed-out")
    return { tests: [], message: outcome, skipped: false };
  const bad = outcome === "failed" ? failed : [];
  const tests = ["works", "ends"].map((title) => {
    const status = bad.includes(title) ? ("failed" as const) : ("passed" as const);
    return { title, ancestors: ["suite"], status, failureMessages: status === "failed" ? ["no"] : [] };
  });
  const message = outcome === "failed" && beside ? { message: "afterAll broke" } : {};
  return { tests, skipped: false, ...message };
}

const started = place.map((at): RunEventInput[] => [{ kind: "file-started", ...at, attempt: 1 }]);
const finished = fc
  .record({
    at: place,
    outcome: fc.constantFrom(...OUTCOMES),
    flaws,
    isUnstarted: fc.boolean(),
    final: fc.boolean(),
  })
  .map(({ at, outcome, flaws: bad, isUnstarted, final }): RunEventInput[] => {
    const mark = isUnstarted && outcome === "crashed" ? { unstarted: true as const } : {};
    const result = resultOf(outcome, bad);
    return [
      { kind: "file-started", ...at, attempt: 1 },
      { kind: "file-finished", ...at, attempt: 1, outcome, durationMs: 1, result, final, ...mark },
    ];
  });
const passed = file.map((name): RunEventInput[] => [
  {
    kind: "file-finished",
    file: name,
    account: "1/x",
    attempt: 1,
    outcome: "passed",
    durationMs: 1,
    result: resultOf("passed", { failed: [], beside: false }),
  },
]);
const cutOff = place.map((at): RunEventInput[] => [
  { kind: "file-cut-off", ...at, attempt: 1, reason: "bail" },
]);
const never = file.map((name): RunEventInput[] => [
  { kind: "file-never-run", file: name, reason: "no account" },
]);
const suspect = account.map((key): RunEventInput[] => [
  { kind: "account-suspect", account: key, files: ["a", "b"], reason: "they passed elsewhere" },
]);
const lost = account.map((key): RunEventInput[] => [{ kind: "lease-lost", account: key, reason: "expired" }]);
const elsewhere = fc
  .record({ name: file, verdict: fc.option(fc.constantFrom(...VERDICTS), { nil: undefined }) })
  .map(({ name, verdict }): RunEventInput[] => [
    { kind: "file-elsewhere", file: name, container: "2", ...(verdict ? { verdict } : {}) },
  ]);
const said = fc
  .record({ exitCode: fc.constantFrom(0, 1, 3), own: fc.boolean() })
  .map(({ exitCode, own }): RunEventInput[] => [
    {
      kind: "container-said",
      container: "2",
      exitCode,
      reason: "its part is over",
      ...(own ? { own } : {}),
    },
  ]);
const refused = place.map((at): RunEventInput[] => [{ kind: "result-refused", ...at }]);
const entry = fc
  .record({ name: file, test: fc.constantFrom(undefined, "suite works", "suite *", "nothing") })
  .map(({ name, test }) => ({ file: name, files: [name], until, test }));
const leak = fc.record({ name: file, fails: fc.boolean() }).map(({ name, fails }): RunEventInput[] => [
  {
    kind: "leak-found",
    account: "1/x",
    files: [name],
    resources: ["stack s"],
    ...(fails ? { fails } : {}),
  },
]);
const interrupted = fc.constant<RunEventInput[]>([{ kind: "interrupted", signal: "SIGINT" }]);

const step = fc.oneof(
  { arbitrary: passed, weight: 12 },
  { arbitrary: finished, weight: 6 },
  { arbitrary: suspect, weight: 2 },
  { arbitrary: elsewhere, weight: 2 },
  started,
  cutOff,
  never,
  lost,
  refused,
  fc.oneof(leak, interrupted, said),
);

/** The logs of runs in which anything happens in any order, some without their end. At least one file is selected. */
export const randomRun = fc
  .record({
    selected: fc.uniqueArray(file, { minLength: 1 }),
    quarantine: fc.array(entry, { maxLength: 2 }),
    steps: fc.array(step, { maxLength: 12 }),
    code: fc.constantFrom(0, 0, 0, 0, 1, null),
    cut: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, fc.nat(30)),
  })
  .map(({ selected, quarantine, steps, code, cut }): RunEventInput[] => {
    const happened = steps.flat().filter((event) => !("file" in event) || selected.includes(event.file));
    const run: RunEventInput[] = [
      { kind: "run-started", runId: "r1", version: "0", pool: "default", argv: [], pid: 1 },
      { kind: "files-selected", files: selected, rootDir: "/", expectedMs: {} },
      { kind: "quarantine", entries: quarantine },
      ...happened,
      { kind: "jest-exited", code, signal: code === null ? "SIGKILL" : null },
    ];
    // Nothing at all was selected where the log ends before it says so: that is another rule.
    return run.slice(0, Math.max(2, run.length - cut));
  });
