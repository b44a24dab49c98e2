import { expect, test } from "@jest/globals";
import type { RunEvent } from "@regatta/run-log";
import fc from "fast-check";
import { emfLines } from "./emf/emf-lines.ts";
import { runMeasures } from "./measures/run-measures.ts";
import { perfettoTrace } from "./perfetto/perfetto-trace.ts";
import type { TraceEvent } from "./perfetto/trace-event.ts";
import { everySpan, type Span } from "./spans/span.ts";
import { spanTree } from "./spans/span-tree.ts";
import { emfProblems } from "./testing/emf-problems.ts";
import { randomLog } from "./testing/random-log.ts";
import { recordedRun } from "./testing/recorded-run.ts";

const recorded = recordedRun();
const root = spanTree(recorded);
const [first, second, third] = root.children.filter(({ kind }) => kind === "account") as [Span, Span, Span];
const at = (seq: number) => recorded[seq]?.at;

function outline({ name, children }: Span): unknown {
  return children.length === 0 ? name : { [name]: children.map(outline) };
}

test("a recorded run is a tree: the run, its accounts, and what was done in each", () => {
  expect(outline(root)).toEqual({
    "RUN regatta tests": [
      "select files",
      {
        account: ["open session", "read stacks", "deploy orders", "start worker", "test tests/a4.test.js"],
      },
      {
        account: [
          "open session",
          "read stacks",
          "deploy orders",
          "start worker",
          "test tests/a3.test.js",
          "test tests/a1.test.js",
        ],
      },
      {
        account: [
          "open session",
          "read stacks",
          { "deploy base": ["probe base"] },
          "deploy orders",
          "start worker",
          "test tests/a2.test.js",
        ],
      },
    ],
  });
});

test("spans begin and end when the log says so", () => {
  const times = (span: Span | undefined) => [span?.from, span?.to];
  const named = (span: Span, name: string) => span.children.find((child) => child.name === name);
  expect(times(root)).toEqual([at(0), at(48)]);
  expect(times(first)).toEqual([at(3), at(38)]);
  expect(times(named(second, "deploy orders"))).toEqual([at(16), at(28)]);
  expect(times(named(second, "test tests/a1.test.js"))).toEqual([at(36), at(39)]);
  expect(times(named(third, "deploy base")?.children[0])).toEqual([at(23), at(24)]);
  expect(times(named(third, "start worker"))).toEqual([at(34), at(41)]);
});

test("attributes say which account, which service and why, which file and how it went", () => {
  const byName = new Map([...everySpan(root)].map((span) => [span.name, span]));
  expect(first.attributes).toEqual({
    "cloud.provider": "aws",
    "cloud.account.id": "210000000001",
    "cloud.region": "eu-west-1",
    "cicd.worker.id": "210000000001/eu-west-1",
    "regatta.lease.epoch": 4,
    "regatta.services.skipped": ["base"],
    "regatta.account.end": "released",
  });
  expect(byName.get("deploy base")?.attributes).toMatchObject({
    "cicd.pipeline.task.type": "deploy",
    "regatta.stack.name": "base",
    "regatta.deploy.reason": "never deployed",
    "regatta.deploy.outcome": "deployed",
  });
  expect(byName.get("test tests/a2.test.js")?.attributes).toMatchObject({
    "cicd.pipeline.task.run.id": "file tests/a2.test.js 1",
    "test.suite.name": "tests/a2.test.js",
    "test.suite.run.status": "success",
    "regatta.attempt.class": "passed",
    "regatta.tests.passed": 1,
  });
  expect(root.attributes).toMatchObject({
    "cicd.pipeline.run.id": "20261121T150155-tkpbf9",
    "regatta.exit_code": 0,
    "regatta.files.passed": 4,
    "regatta.deploys.done": 4,
    "regatta.deploys.skipped": 2,
  });
});

/** The recorded run with a few events in place of what comes after an event. */
function insteadOfAfter(
  seq: number,
  ...inputs: Array<Record<string, unknown> & { kind: string }>
): RunEvent[] {
  const before = recorded.slice(0, seq + 1);
  const from = before.at(-1)?.at ?? 0;
  return [
    ...before,
    ...inputs.map((input, i) => ({ seq: seq + 1 + i, at: from + i + 1, ...input }) as RunEvent),
  ];
}

const account = "210000000001/eu-west-1";
const file = "tests/a4.test.js";

test("a failed test is named, and what it compared is not told", () => {
  const failed = { title: "refunds", ancestors: ["orders"], status: "failed", failureMessages: ["hunter2"] };
  const events = insteadOfAfter(
    22,
    {
      kind: "file-finished",
      account,
      file,
      attempt: 1,
      outcome: "failed",
      durationMs: 9,
      result: { tests: [failed], skipped: false, console: "hunter2", message: "hunter2" },
    },
    { kind: "run-finished", exitCode: 1, reason: "1 of 4 files failed" },
  );
  const spans = [...everySpan(spanTree(events))];
  expect(spans.find(({ name }) => name === `test ${file}`)).toMatchObject({
    result: "failure",
    errorType: "failed",
    message: "1 of 1 tests failed: orders refunds",
    moments: [{ name: "test failed", attributes: { "test.case.name": "orders refunds" } }],
  });
  expect(spans[0]).toMatchObject({ result: "failure", errorType: "tests", message: "1 of 4 files failed" });
  expect(JSON.stringify(spans)).not.toContain("hunter2");
});

test("what a lost lease cuts off ends with it, and the log of a killed run ends every span", () => {
  const lost = spanTree(
    insteadOfAfter(
      22,
      { kind: "lease-lost", account, reason: "it could not be renewed" },
      { kind: "file-cut-off", account, file, attempt: 1, reason: "the lease was lost" },
    ),
  );
  const [stay, killedWith] = lost.children.filter(({ kind }) => kind === "account") as [Span, Span];
  expect(stay).toMatchObject({ result: "error", errorType: "lease-lost", to: lost.to });
  expect(stay.children.at(-1)).toMatchObject({
    result: "cancellation",
    message: "the lease was lost",
    attributes: { "regatta.attempt.class": "infrastructure", "test.suite.run.status": "aborted" },
  });
  expect(killedWith).toMatchObject({ errorType: "unfinished", to: lost.to });
  expect(lost).toMatchObject({ result: "error", errorType: "killed" });
});

test("a deploy that failed says why, with its probe", () => {
  const where = { account: "210000000003/eu-west-1", service: "base", stackName: "base" };
  const events = insteadOfAfter(23, {
    kind: "deploy-failed",
    ...where,
    reason: "it never held",
    durationMs: 9,
  });
  const spans = [...everySpan(spanTree(events))];
  expect(spans.find(({ kind }) => kind === "probe")).toMatchObject({ errorType: "probe-failed" });
  expect(spans.find(({ name }) => name === "deploy base")).toMatchObject({
    result: "failure",
    message: "it never held",
    attributes: { "regatta.deploy.outcome": "failed" },
  });
});

function check(span: Span): void {
  if (span.to < span.from) throw new Error(`${span.id} ends before it begins`);
  for (const moment of span.moments) {
    if (moment.at < span.from || moment.at > span.to)
      throw new Error(`${moment.name} is outside of ${span.id}`);
  }
  for (const child of span.children) {
    if (child.from < span.from || child.to > span.to) throw new Error(`${child.id} is not within ${span.id}`);
    check(child);
  }
}

test("every span's parent encloses it, and no two have an id in common, whatever the log says", () => {
  fc.assert(
    fc.property(randomLog, (events) => {
      const tree = spanTree(events);
      check(tree);
      const ids = [...everySpan(tree)].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 150 },
  );
});

test("the figures of a recorded run", () => {
  expect(runMeasures(recorded)).toMatchObject({
    result: "success",
    exitCode: 0,
    durationMs: 828,
    pendingMs: 166,
    executingMs: 541,
    finalizingMs: 121,
    waitMs: 0,
    files: { passed: 4 },
    accounts: { released: 3 },
    attempts: [
      { class: "passed", durationMs: 190 },
      { durationMs: 180 },
      { durationMs: 38 },
      { durationMs: 96 },
    ],
  });
  const busy = 190 + (180 + 38) + 96;
  const held = 375 + 442 + 548;
  expect(runMeasures(recorded).utilisation).toBeCloseTo(busy / held, 10);
});

test("lines in CloudWatch's format are valid by its specification, whatever the log says", () => {
  const lines = emfLines(runMeasures(recorded));
  expect(lines.flatMap(emfProblems)).toEqual([]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { Pool: "default", Purpose: "tests", Runs: 1, RunDuration: 0.828, FilesPassed: 4, RunsNotGreen: 0 },
    { AttemptDuration: [0.19, 0.18, 0.038, 0.096] },
    { Service: "base", DeploysDeployed: 1, DeploysSkipped: 2 },
    { Service: "base", DeployDuration: [0.271] },
    { Service: "orders", DeploysDeployed: 3 },
    { Service: "orders", DeployDuration: [0.277, 0.281, 0.211] },
  ]);
  fc.assert(
    fc.property(randomLog, (events) => {
      expect(emfLines(runMeasures(events)).flatMap(emfProblems)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("hundreds of attempts are several lines, and a pool's name cannot spoil one", () => {
  const attempts = Array.from({ length: 250 }, () => ({ class: "passed" as const, durationMs: 1_000 }));
  const lines = emfLines({ ...runMeasures(recorded), attempts, pool: "" });
  expect(lines.flatMap(emfProblems)).toEqual([]);
  const lengths = lines.flatMap(
    (line) => (JSON.parse(line).AttemptDuration as number[] | undefined)?.length ?? [],
  );
  expect(lengths).toEqual([100, 100, 50]);
});

type Slice = Extract<TraceEvent, { ph: "X" }>;

const trace = perfettoTrace(recorded);
const slices = trace.traceEvents.filter((event): event is Slice => event.ph === "X");
const nameOf = (kind: "process_name" | "thread_name", id: number) =>
  trace.traceEvents.find(
    (event) =>
      event.ph === "M" && event.name === kind && (kind === "process_name" ? event.pid : event.tid) === id,
  ) as { args: { name: string } } | undefined;

test("a recorded run has a group of tracks an account, with its deploys, its files and when it was idle", () => {
  const drawn = slices.map(({ pid, tid, name, ts, dur }) => [
    `${nameOf("process_name", pid)?.args.name} ${nameOf("thread_name", tid)?.args.name}`,
    name,
    ts / 1_000,
    dur / 1_000,
  ]);
  expect(drawn).toEqual(
    expect.arrayContaining([
      ["run 20261121T150155-tkpbf9 run", "RUN regatta tests", 0, 828],
      ["run 20261121T150155-tkpbf9 before", "select files", 0, 146],
      ["210000000003/eu-west-1 account", "held", 168, 548],
      ["210000000003/eu-west-1 deploys", "base", 205, 272],
      ["210000000003/eu-west-1 deploys", "probe base", 446, 26],
      ["210000000002/eu-west-1 files", "idle", 509, 18],
      ["210000000002/eu-west-1 files", "tests/a1.test.js", 527, 38],
    ]),
  );
});

test("counters say how many accounts are held, and how many files run", () => {
  const counter = (name: string) =>
    trace.traceEvents.flatMap((event) =>
      event.ph === "C" && event.name === name ? [[event.ts / 1_000, event.args.value]] : [],
    );
  expect(counter("accounts held")).toEqual([
    [166, 1],
    [167, 2],
    [168, 3],
    [541, 2],
    [609, 1],
    [716, 0],
  ]);
  expect(counter("files running").at(-1)).toEqual([707, 0]);
});

/** Slices of one track nest: what begins within another ends within it (Trace Event Format, duration events). */
function overlapping(events: readonly TraceEvent[]): string[] {
  const tracks = new Map<number, Slice[]>();
  for (const event of events) {
    if (event.ph === "X") tracks.set(event.tid, [...(tracks.get(event.tid) ?? []), event]);
  }
  return [...tracks.values()].flatMap((track) => {
    const open: Slice[] = [];
    return track
      .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
      .flatMap((slice) => {
        while (open.length > 0 && endOf(open.at(-1)) <= slice.ts) open.pop();
        const within = open.at(-1);
        open.push(slice);
        return within && endOf(slice) > endOf(within) ? [`${slice.name} overlaps ${within.name}`] : [];
      });
  });
}

const endOf = (slice: Slice | undefined) => (slice ? slice.ts + slice.dur : 0);

test("slices of a track nest, and times are whole and not negative, whatever the log says", () => {
  expect(overlapping(trace.traceEvents)).toEqual([]);
  fc.assert(
    fc.property(randomLog, (events) => {
      const { traceEvents } = perfettoTrace(events);
      expect(overlapping(traceEvents)).toEqual([]);
      for (const event of traceEvents) {
        if (event.ph === "M") continue;
        expect(Number.isInteger(event.ts) && event.ts >= 0).toBe(true);
        if (event.ph === "X") expect(Number.isInteger(event.dur) && event.dur >= 0).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
