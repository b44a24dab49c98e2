import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { pastLetters } from "../describe/past-letters.ts";
import type { FileOutcome } from "../events/file-result.ts";
import type { RunEventInput } from "../events/run-event.ts";
import { account, ended, endedWith, startOf, stateOf } from "../testing/sample-run.ts";
import { nextCommands } from "./next-commands.ts";
import { renderSummary } from "./summary.ts";

const places = { junit: "reports/junit.xml", runDirectory: ".regatta/runs/r1" };

test("a failed file is named with its account and the first failure", () => {
  const text = renderSummary(stateOf([...startOf(["a"]), ...ended("a", "failed", "expected 1")]), places);
  expect(text).toContain(`✗ a: failed (${account})`);
  expect(text).toContain("expected 1");
  expect(text).not.toContain("\u001b");
});

test("many files without a result for one reason are one entry", () => {
  const files = Array.from({ length: 50 }, (_, i) => `f${i}`);
  const never = files.map(
    (file): RunEventInput => ({ kind: "file-never-run", file, reason: "no account was left" }),
  );
  const text = renderSummary(stateOf([...startOf(files), ...never]), places);
  expect(text).toContain("✗ 50 without a result: no account was left");
  expect(text).toContain("and 47 more");
});

test("dirty accounts come with their reason, problems with their next step, and the places are named", () => {
  const text = renderSummary(
    stateOf([
      ...startOf([]),
      { kind: "account-dirty", account, reason: "a.test.ts timed out" },
      { kind: "problem", code: "X_FAILED", message: "x failed", nextStep: "mend x" },
    ]),
    places,
  );
  for (const words of [
    "is dirty: a.test.ts timed out",
    "[X_FAILED]",
    "next: mend x",
    places.junit,
    places.runDirectory,
  ]) {
    expect(text).toContain(words);
  }
});

test("a deploy that failed in several accounts is told once, with what it blocked", () => {
  const reason = "Role: not allowed";
  const nextStep = "Add to serverless.yml:\nprovider:";
  const events = [account, "210000000002/eu-west-1", "210000000003/eu-west-1"].flatMap(
    (key): RunEventInput[] => [
      {
        kind: "deploy-failed",
        account: key,
        service: "orders",
        stackName: "orders",
        reason,
        nextStep,
        durationMs: 1,
      },
      { kind: "service-blocked", account: key, service: "api", by: "orders" },
      { kind: "service-blocked", account: key, service: "web", by: "orders" },
    ],
  );
  const throttled: RunEventInput = { kind: "deploy-throttled", account, waitMs: 200 };
  const text = renderSummary(stateOf([...startOf([]), ...events, throttled, throttled]), places);
  expect(text).toContain("in 1 account, 1 of them slowed down by CloudFormation's throttling");
  const [head, last, ...others] = text.match(/orders could not be deployed: Role: not allowed.*/g) ?? [];
  expect(head).toContain(`(${account} and 2 more)`);
  // Once more at the end, in a line.
  expect([last, others]).toEqual(["orders could not be deployed: Role: not allowed", []]);
  expect(text).toContain("    next: Add to serverless.yml:\n    provider:\n");
  expect(text).toContain("blocked by it: api, web");
  expect(text).not.toContain("it is up in");
  const other = { kind: "service-skipped", account: "210000000004/eu-west-1", service: "orders" } as const;
  expect(renderSummary(stateOf([...startOf([]), ...events, other]), places)).toContain(
    "    provider:\n    it is up in 1 other account of this run\n    blocked by it: api, web\n",
  );
  expect(text).toContain("3 failed, 6 blocked");
});

const frame =
  "  ● suite › works\n\n    Expected: 1\n\n    > 11 | expect(a).toBe(1)\n         |           ^\n";

function failedWith(file: string, formatted: string): RunEventInput[] {
  const test = { title: "works", ancestors: ["suite"], status: "failed" as const, failureMessages: ["no"] };
  return endedWith(file, "failed", { tests: [test], skipped: false, formatted });
}

test("a failure is told in Jest's words with its code frame, a long one in part; of many only the first lines", () => {
  const short = renderSummary(stateOf([...startOf(["a"]), ...failedWith("a", frame)]), places);
  expect(short).toContain(
    `✗ a: failed (${account})\n    ● suite › works\n\n      Expected: 1\n\n      > 11 |`,
  );
  const long = renderSummary(stateOf([...startOf(["a"]), ...failedWith("a", frame.repeat(20))]), places);
  expect(long).toContain("… 94 more lines in reports/junit.xml");
  const names = Array.from({ length: 21 }, (_, i) => `f${i}`);
  const many = renderSummary(
    stateOf([...startOf(names), ...names.flatMap((name) => failedWith(name, frame))]),
    places,
  );
  expect(many).toContain(`✗ f20: failed (${account})\n    suite › works\n    no\n`);
  expect(many).not.toContain("> 11 |");
  expect(many.split("\n").slice(-3)).toEqual([
    "✗ 21 files  suite › works — no",
    expect.stringMatching(/^the run did not end by itself in .* \(exit 3\)$/),
    "",
  ]);
  expect(many).toContain("rerun   regatta run --onlyFailures\n");
});

test("it ends with what went wrong in a line each, cut to the terminal, and only what is below where the reader is by its way from there", () => {
  const message = "Error: expect(received).toBe(expected)\n\nExpected: 1\nReceived: 2\n    at x";
  const failedTest = (title: string, text: string) => ({
    ...{ title, ancestors: ["orders"], status: "failed" as const, failureMessages: [text] },
  });
  const tests = [failedTest("are paid", message), failedTest("are sent", "no")];
  const events: RunEventInput[] = [
    ...startOf(["pay.js", "crash.js", "never.js", "fine.js"]),
    ...endedWith("pay.js", "failed", { tests, skipped: false }),
    ...ended(
      "crash.js",
      "crashed",
      "The test file crashed: the worker exited with code 0.\n\nLast output:\nx",
    ),
    ...ended("fine.js", "passed"),
    { kind: "file-never-run", file: "never.js", reason: "no account was left" },
    { kind: "problem", code: "X_FAILED", message: "x failed", nextStep: "mend x" },
  ];
  const text = renderSummary(stateOf(events), {
    junit: "/p/reports/j.xml",
    runDirectory: "/elsewhere/r1",
    from: "/p",
    columns: 50,
  });
  expect(text.split("\n").slice(-6, -2)).toEqual([
    "✗ pay.js    orders › are paid and 1 more test — E…",
    "✗ crash.js  crashed: the worker exited with code …",
    "✗ 1 without a result: no account was left",
    "! x failed",
  ]);
  expect(text).toContain("events  /elsewhere/r1\njunit   reports/j.xml\n");
  const wide = renderSummary(stateOf(events), places);
  expect(wide).toContain("orders › are paid and 1 more test — Expected: 1, Received: 2\n");
});

test("a suspect that went back dirty is told once, with the files that found it out", () => {
  const files = ["a", "b", "c", "d"];
  const text = renderSummary(
    stateOf([
      ...startOf(files),
      { kind: "account-suspect", account, files, reason: "4 files failed there and passed elsewhere" },
      { kind: "account-dirty", account, reason: "suspect: failed here and passed elsewhere: a, b" },
    ]),
    places,
  );
  expect(text).toContain(
    `! ${account} is suspect, and left the run dirty: 4 files failed there and passed elsewhere: a, b, c and 1 more\n`,
  );
  expect(text).not.toContain("is dirty");
});

test("where no file explains a red run, what Jest had to say beside its tests stands at the end", () => {
  const complaints = ['Jest: Coverage for lines (0%) does not meet "global" threshold (90%)'];
  const reason = "every file passed, but Jest ended with 1: see its own output";
  const finished: RunEventInput = { kind: "run-finished", exitCode: 1, reason };
  const passed = [...startOf(["a"]), ...ended("a", "passed")];
  const text = renderSummary(stateOf([...passed, finished]), { ...places, complaints });
  expect(text.split("\n").slice(-3)).toEqual([
    `! ${complaints[0]}`,
    "every file passed, but Jest ended with 1 in 0.0 s: see its own output (exit 1)",
    "",
  ]);
  const failed = [...startOf(["a"]), ...ended("a", "failed", "no")];
  for (const state of [stateOf(failed), stateOf([...passed, { ...finished, exitCode: 0 }])]) {
    expect(renderSummary(state, { ...places, complaints })).not.toContain("Jest: ");
  }
});

test("of a failed file it says whether that is new", () => {
  const past = { a: "ppp", b: "pff", c: "pfxp", d: "", e: "p", f: "f" };
  const [started, selected, ...ready] = startOf(Object.keys(past));
  const state = stateOf([
    ...[started, { ...selected, past } as RunEventInput, ...ready].filter((event) => event !== undefined),
    ...Object.keys(past).flatMap((file) => ended(file, "failed", "no")),
  ]);
  const said = renderSummary(state, places).match(/^ {4}(passed|failed|was flaky) in .*$/gm);
  expect(said).toEqual([
    "    passed in its last 3 runs",
    "    failed in its last 2 runs too",
    "    failed in 1 and was flaky in 1 of its last 4 runs",
    "    passed in its last run",
    "    failed in its last run too",
  ]);
});

test("a run is one letter of a file's past, however often the file was tried in it", () => {
  const of = (runId: string, outcome: FileOutcome, attempt = 1) => ({
    ms: 1,
    outcome,
    attempt,
    runId,
    at: 1,
  });
  const results = [
    of("1", "passed"),
    of("2", "failed"),
    of("2", "passed", 2),
    of("3", "crashed"),
    of("3", "failed", 2),
  ];
  expect(pastLetters(results)).toBe("pxf");
});

test("what to do next are commands as a shell takes them, with what Jest was told", () => {
  const state = stateOf([
    ...startOf(["it's.js (node)", "b.js", "c.js"]),
    ...ended("it's.js (node)", "failed", "no"),
    ...ended("b.js", "passed"),
  ]);
  state.options = ["--config=/p/my config.ts"];
  const rerun = {
    jestArgs: ["-t", "pays $5", "tests/x"],
    jestOptions: ["-t", "pays $5"],
    pathOf: (file: string) => `tests/${file}`,
  };
  expect(nextCommands(state, rerun)).toEqual([
    "rerun   regatta run --config '/p/my config.ts' -- -t 'pays $5' --runTestsByPath 'tests/it'\\''s.js' tests/c.js",
    "replay  regatta replay r1 --file 'it'\\''s.js (node)' --config '/p/my config.ts'",
    "hold    regatta run --config '/p/my config.ts' --hold-failed -- -t 'pays $5' --runTestsByPath 'tests/it'\\''s.js'",
    expect.stringContaining("regatta pool shell"),
  ]);
  expect(
    execFileSync("sh", ["-c", `printf '%s\\n' ${nextCommands(state)[0]?.slice(8)}`], { encoding: "utf8" }),
  ).toBe("regatta\nrun\n--config\n/p/my config.ts\n--runTestsByPath\nit's.js\nc.js\n");
  const never = Array.from({ length: 21 }, (_, i) => `f${i}`);
  // Nothing came of it: the same again, and nowhere to look.
  expect(nextCommands(stateOf(startOf(never)), rerun)).toEqual([
    "rerun   regatta run -- -t 'pays $5' tests/x",
  ]);
  const oneFailed = stateOf([...startOf(never), ...ended("f0", "failed", "no")]);
  expect(nextCommands(oneFailed)[0]).toMatch(/^replay/);
  const kept: RunEventInput = {
    ...{
      kind: "account-kept",
      account,
      holder: "me",
      reason: "a failed",
      until: 0,
      nextStep: "regatta pool shell 1",
    },
  };
  const own = stateOf([...startOf(["a"]), ...ended("a", "failed", "no"), kept]);
  expect(nextCommands(own).map((line) => line.slice(0, 6))).toEqual(["rerun ", "replay"]);
});

test("they have the options of the run: where, with which services and how; not which part of it, nor how little was said", () => {
  const failed = [...startOf(["a"]), ...ended("a", "failed", "no")];
  const options = {
    ...{ of: ["--container=2/3", "--together=k", "--timings=a.xml", "--quiet", "--shard=2", "--file=a"] },
    ...{ kept: ["--account=anna", "--only=orders,web", "--with-dependents", "--branch=b=c", "--wait=10m"] },
    ...{ ofRuns: ["--accounts=2..4", "--retries=2", "--leaks", "--backup-copies"] },
  };
  const state = stateOf(failed);
  state.options = [
    ...options.of,
    ...options.kept,
    ...options.ofRuns,
    "--hold-failed=2h",
    "--hold-failed-most=3",
  ];
  const kept = "--account anna --only orders,web --with-dependents --branch b=c --wait 10m";
  const ofRuns = "--accounts 2..4 --retries 2 --leaks --backup-copies";
  expect(nextCommands(state).slice(0, 3)).toEqual([
    `rerun   regatta run ${kept} ${ofRuns} --runTestsByPath a`,
    `replay  regatta replay r1 --file a ${kept}`,
    `hold    regatta run ${kept} ${ofRuns} --hold-failed 2h --runTestsByPath a`,
  ]);
  const [start, ...rest] = failed;
  const ofOlder = stateOf([{ ...start, personal: "anna" } as RunEventInput, ...rest]);
  expect(nextCommands(ofOlder)).toEqual([
    "rerun   regatta run --account anna --runTestsByPath a",
    "replay  regatta replay r1 --file a --account anna",
  ]);
  expect(nextCommands(stateOf([...startOf(["b"]), ...ended("b", "passed")]))).toEqual([]);
});

test("services are named by what was done, accounts that are dirty for one reason once", () => {
  const keys = [1, 2, 3, 4, 5].map((i) => `21000000000${i}/eu-west-1`);
  const events = keys.flatMap((key, i): RunEventInput[] => [
    { kind: "lease-acquired", account: key, leaseId: "l", epoch: 1, expiresAt: 0 },
    ...(i === 0 ? [] : [{ kind: "service-skipped", account: key, service: "web" } as const]),
    {
      ...{ kind: "deploy-finished", account: key, service: "orders", stackName: "o", durationMs: 1 },
      noUpdates: i === 4,
    },
    { kind: "account-dirty", account: key, reason: "a deploy was cut off" },
  ]);
  const text = renderSummary(stateOf([...startOf([]), ...events]), places);
  expect(text).toContain(
    "deploys 4 deployed, 5 skipped, in 5 accounts\n        deployed orders in 4\n        skipped web in 4, orders in 1\n",
  );
  expect(text).toContain(`! ${keys.slice(0, 3).join(", ")} and 2 more are dirty: a deploy was cut off\n`);
});
