import { expect, test } from "@jest/globals";
import { busyMs } from "@regatta/foundation";
import type { RunEvent, RunEventInput } from "@regatta/run-log";
import fc from "fast-check";
import { runRecordOf } from "./run-record-of.ts";
import { divideTime } from "./time-split.ts";

const one = "210000000001/eu-west-1";
const two = "210000000002/eu-west-1";

const about = { suite: "shop", by: "anna@laptop" };
const failed = (message: string) => ({
  tests: [{ title: "pays", ancestors: ["orders"], status: "failed" as const, failureMessages: [message] }],
  skipped: false,
});
const passed = { tests: [], skipped: false };
const finished = { kind: "file-finished", attempt: 1, durationMs: 20, result: passed } as const;

/** Events at these times, ms from the beginning. */
function log(...events: Array<[at: number, event: RunEventInput]>): RunEvent[] {
  return events.map(([at, event], seq) => ({ logVersion: 1, ...event, seq, at: 1_000_000 + at }) as RunEvent);
}

const begun: Array<[number, RunEventInput]> = [
  [
    0,
    {
      kind: "run-started",
      runId: "r1",
      version: "0",
      pool: "default",
      commit: "c0ffee",
      fingerprints: { orders: "f1" },
      argv: [],
      pid: 1,
    },
  ],
  [10, { kind: "files-selected", files: ["a", "b", "c"], rootDir: "/", expectedMs: {} }],
  [10, { kind: "lease-waiting", reason: "all in use" }],
  [40, { kind: "lease-acquired", account: one, leaseId: "l1", epoch: 1, expiresAt: 0 }],
  [50, { kind: "session-opened", account: one }],
  [50, { kind: "service-skipped", account: one, service: "base" }],
  [60, { kind: "deploy-started", account: one, service: "orders", stackName: "orders", reason: "new" }],
  [
    90,
    {
      kind: "deploy-finished",
      account: one,
      service: "orders",
      stackName: "orders",
      durationMs: 30,
      noUpdates: false,
    },
  ],
  [90, { kind: "account-ready", account: one }],
];

test("every moment of a run and of an account is counted once, for what was done in it", () => {
  const record = runRecordOf({
    ...about,
    events: log(
      ...begun,
      [90, { kind: "worker-started", account: one, pid: 1 }],
      [100, { kind: "file-started", account: one, file: "a", attempt: 1 }],
      [120, { ...finished, account: one, file: "a", outcome: "passed" }],
      [130, { kind: "lease-acquired", account: two, leaseId: "l2", epoch: 1, expiresAt: 0 }],
      [140, { kind: "account-ready", account: two }],
      [150, { kind: "file-started", account: one, file: "b", attempt: 1, others: [two] }],
      [170, { ...finished, account: one, file: "b", outcome: "passed", others: [two] }],
      [175, { kind: "account-released", account: two }],
      [180, { kind: "account-dirty", account: one, reason: "a leak" }],
    ),
    end: { exitCode: 0, reason: "all passed", at: 1_000_200 },
    aheadMs: 5_000,
  });
  expect(record).toMatchObject({
    startedAt: 1_005_000,
    endedAt: 1_005_200,
    exitCode: 0,
    time: { start: 10, wait: 30, lease: 40, deploy: 30, test: 40, idle: 20, end: 30 },
    stays: [
      {
        account: one,
        from: 1_005_040,
        time: { lease: 30, deploy: 30, test: 40, idle: 30, end: 10 },
        end: "dirty",
        reason: "a leak",
        attempts: 2,
        failed: 0,
        deployed: 1,
      },
      {
        account: two,
        time: { lease: 10, deploy: 0, test: 20, idle: 10, end: 5 },
        end: "released",
        attempts: 0,
      },
    ],
    services: {
      base: { skipped: 1, deployed: 0, deployMs: 0 },
      orders: { skipped: 0, deployed: 1, deployMs: 30, medianMs: 30 },
    },
    verdicts: { passed: 2, "never-run": 1 },
  });
});

test("of a file is kept how it went, what it cost, and the beginning of what it said where it failed", () => {
  const long = `\u001b[31m${"x".repeat(500)}\u001b[39m`;
  const events = log(
    ...begun,
    [100, { kind: "file-started", account: one, file: "a", attempt: 1 }],
    [120, { ...finished, account: one, file: "a", outcome: "failed", result: failed(long), final: false }],
    [130, { kind: "file-started", account: two, file: "a", attempt: 2 }],
    [160, { ...finished, account: two, file: "a", attempt: 2, outcome: "passed", durationMs: 30 }],
    [160, { kind: "file-elsewhere", file: "b", container: "2", verdict: "passed" }],
    [170, { kind: "file-never-run", file: "c", reason: "no account" }],
    [180, { kind: "problem", code: "LEASE_LOST", message: "so it was" }],
    [190, { kind: "run-finished", exitCode: 3, reason: "1 of 3 files never got a result" }],
  );
  const container = { key: "ci/1", index: 1, of: 2 };
  const record = runRecordOf({ ...about, events, container, poolAccounts: { available: 3 } });
  expect(record.files).toEqual([
    {
      file: "a",
      verdict: "flaky",
      ms: 30,
      attempts: 2,
      repeatedMs: 20,
      failures: [
        { account: one, class: "flaky", test: "orders › pays", message: expect.stringMatching(/^x{299}…$/) },
      ],
    },
    { file: "c", verdict: "never-run", attempts: 0 },
  ]);
  expect(record).toMatchObject({
    exitCode: 3,
    verdicts: { flaky: 1, passed: 1, "never-run": 1 },
    problems: { LEASE_LOST: 1 },
    container: { ...container, shared: false },
    poolAccounts: { available: 3 },
    commit: "c0ffee",
    code: expect.stringMatching(/^[0-9a-f]{12}$/),
  });
});

test("what a run tested is known by its commit and what was wanted of services, and not where files were edited", () => {
  const codeOf = (more: object) => runRecordOf({ ...about, events: log(...begun), ...more }).code;
  expect(codeOf({})).toBe(codeOf({ isEdited: false }));
  expect(codeOf({ isEdited: true })).toBeUndefined();
  const [started, ...rest] = log(...begun);
  const other = { ...started, fingerprints: { orders: "f2" } } as RunEvent;
  expect(codeOf({ events: [other, ...rest] })).not.toBe(codeOf({}));
});

test("a run that was killed has no exit code, and its accounts no known end", () => {
  const record = runRecordOf({ ...about, events: log(...begun) });
  expect(record).not.toHaveProperty("exitCode");
  expect(record).toMatchObject({ endedAt: 1_000_090, stays: [{ end: "unknown" }] });
});

const anyAccount = fc.constantFrom(one, two);
const anyFile = fc.constantFrom("a", "b");
const happening: fc.Arbitrary<RunEventInput> = fc.oneof(
  anyAccount.map((account) => ({
    kind: "lease-acquired" as const,
    account,
    leaseId: "l",
    epoch: 1,
    expiresAt: 0,
  })),
  anyAccount.chain((account) =>
    fc.constantFrom<RunEventInput>(
      { kind: "session-opened", account },
      { kind: "account-ready", account },
      { kind: "worker-started", account, pid: 1 },
      { kind: "service-skipped", account, service: "base" },
      { kind: "deploy-started", account, service: "orders", stackName: "orders", reason: "new" },
      {
        kind: "deploy-finished",
        account,
        service: "orders",
        stackName: "orders",
        durationMs: 9,
        noUpdates: false,
      },
      { kind: "deploy-failed", account, service: "base", stackName: "base", durationMs: 900, reason: "no" },
      { kind: "account-released", account },
      { kind: "account-dirty", account, reason: "a leak" },
      { kind: "lease-lost", account, reason: "expired" },
      { kind: "account-suspect", account, files: ["a"], reason: "they passed elsewhere" },
    ),
  ),
  fc
    .tuple(anyAccount, anyFile)
    .chain(([account, file]) =>
      fc.constantFrom<RunEventInput>(
        { kind: "file-started", account, file, attempt: 1 },
        { kind: "file-started", account, file, attempt: 2, others: [two] },
        { ...finished, account, file, outcome: "passed" },
        { ...finished, account, file, outcome: "failed", result: failed("no") },
        { kind: "file-cut-off", account, file, attempt: 1, reason: "bail" },
      ),
    ),
  fc.constantFrom<RunEventInput>(
    { kind: "lease-waiting", reason: "in use" },
    { kind: "interrupted", signal: "SIGINT" },
  ),
);

test("whatever happens in a run, in any order and by a clock that is set, its parts are its length", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -30, max: 90 }), happening), { maxLength: 40 });
  fc.assert(
    fc.property(steps, fc.nat(500), (all, after) => {
      let at = 10;
      const events = log(
        ...begun.slice(0, 2),
        ...all.map(([ms, event]): [number, RunEventInput] => {
          at += ms;
          return [at, event];
        }),
      );
      const end = { exitCode: 0, reason: "so it was", at: (events.at(-1)?.at ?? 0) + after };
      const { time, stays, startedAt, endedAt, files, verdicts } = runRecordOf({ ...about, events, end });
      for (const ms of [time, ...stays.map((stay) => stay.time)].flatMap((split) => Object.values(split)))
        expect(ms).toBeGreaterThanOrEqual(0);
      expect(Object.values(time).reduce((sum, ms) => sum + ms, 0)).toBe(endedAt - startedAt);
      expect(stays).toHaveLength(all.filter(([, { kind }]) => kind === "lease-acquired").length);
      expect(Object.values(verdicts).reduce((sum, count) => sum + count, 0)).toBe(3);
      expect(files.map(({ file }) => file).sort()).toEqual(["a", "b", "c"]);
    }),
  );
});

const stretch = fc
  .tuple(fc.integer({ min: -50, max: 150 }), fc.nat(100))
  .map(([from, ms]) => ({ from, to: from + ms }));

test("however stretches of time overlap, the parts are the whole, and the first layer has all of its own", () => {
  const layers = fc.array(fc.array(stretch, { maxLength: 6 }), { maxLength: 4 });
  fc.assert(
    fc.property(layers, (all) => {
      const whole = { from: 0, to: 100 };
      const parts = divideTime(
        whole,
        all.map((stretches, i) => [`${i}`, stretches] as const),
        "rest",
      );
      const values = Object.values(parts);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(values.reduce((total, ms) => total + ms, 0)).toBe(100);
      const first = (all[0] ?? []).map(({ from, to }) => ({
        from: Math.max(0, from),
        to: Math.min(100, to),
      }));
      expect(parts["0"] ?? 0).toBe(busyMs(first.filter(({ from, to }) => to > from)));
    }),
  );
});
