import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RunEventInput } from "../events/run-event.ts";
import { RunState } from "../state/run-state.ts";
import { randomRun } from "../testing/random-run.ts";
import { stateOf } from "../testing/sample-run.ts";
import { efficiencyOf } from "./efficiency.ts";
import { leastPossibleMs } from "./least-possible.ts";
import { renderEfficiency } from "./render-efficiency.ts";

type Timed = [atS: number, event: RunEventInput];
const result = { tests: [], skipped: false };

/** The state after these events, each with its time in seconds; files are expected to take what `expectedS` says. */
function runOf(expectedS: Record<string, number>, files: string[], events: Timed[]): RunState {
  const expectedMs = Object.fromEntries(Object.entries(expectedS).map(([file, s]) => [file, s * 1_000]));
  const selected: Timed = [0, { kind: "files-selected", files, rootDir: "/p", expectedMs }];
  const sorted = [selected, ...events].sort(([a], [b]) => a - b);
  return RunState.of(sorted.map(([atS, event], seq) => ({ ...event, seq, at: 1e9 + atS * 1_000 }) as never));
}

function leased(account: string, atS: number, readyS: number, deploys = false): Timed[] {
  return [
    [atS, { kind: "lease-acquired", account, leaseId: account, epoch: 1, expiresAt: 0 }],
    [atS, { kind: "session-opened", account }],
    ...(deploys
      ? [[atS, { kind: "deploy-started", account, service: "s", stackName: "s", reason: "new" }] as Timed]
      : []),
    [readyS, { kind: "account-ready", account }],
  ];
}

function ran(
  account: string,
  file: string,
  fromS: number,
  toS: number,
  outcome: "passed" | "failed" = "passed",
): Timed[] {
  const durationMs = (toS - fromS) * 1_000;
  return [
    [fromS, { kind: "file-started", account, file, attempt: 1 }],
    [toS, { kind: "file-finished", account, file, attempt: 1, outcome, durationMs, result }],
  ];
}

test("one long file is named with its share; more accounts would not help", () => {
  const files = ["checkout.test.ts", "b", "c", "d"];
  const known = { "checkout.test.ts": 61, b: 13, c: 13, d: 13 };
  const state = runOf(known, files, [
    ...leased("1", 0, 0),
    ...leased("2", 0, 0),
    ...ran("1", "checkout.test.ts", 0, 61),
    ...ran("2", "b", 0, 13),
    ...ran("2", "c", 13, 26),
    ...ran("2", "d", 26, 39),
  ]);
  expect(efficiencyOf(state)).toMatchObject({ makespanMs: 61_000, leastMs: 61_000, files: 4, accounts: 2 });
  expect(renderEfficiency(state)).toEqual([
    "time    1 min 1 s for 4 files in 2 accounts; the least possible was 1 min 1 s (1.00)",
    "        checkout.test.ts alone is 100 % of the run: split it (up to 11 s)",
  ]);
});

test("more accounts, where the files would fill them", () => {
  const files = Array.from({ length: 40 }, (_, i) => `f${i}`);
  const known = Object.fromEntries(files.map((file) => [file, 60]));
  const events = [
    ...["1", "2", "3", "4"].flatMap((account) => leased(account, 1, 4)),
    ...files.flatMap((file, i) => {
      const from = 4 + Math.floor(i / 4) * 60;
      return ran(String((i % 4) + 1), file, from, from + 60);
    }),
  ];
  const chosen: Timed = [0, { kind: "accounts-chosen", accounts: 4, reason: "worth it" }];
  expect(renderEfficiency(runOf(known, files, [chosen, ...events]))).toHaveLength(1);
  expect(renderEfficiency(runOf(known, files, events))).toEqual([
    "time    10 min 4 s for 40 files in 4 accounts; the least possible was 10 min 4 s (1.00)",
    "        1 more account would save 2 min 0 s",
  ]);
});

test("waiting in line, and deploys before the first file", () => {
  const state = runOf(
    { a: 20, b: 20 },
    ["a", "b"],
    [
      [1, { kind: "lease-waiting", reason: "none" }],
      ...leased("1", 31, 91, true),
      ...leased("2", 31, 91, true),
      ...ran("1", "a", 91, 111),
      ...ran("2", "b", 91, 111),
    ],
  );
  expect(renderEfficiency(state).slice(1)).toEqual([
    "        deploys in 2 accounts cost 1 min 0 s, the first file began after 1 min 31 s: regatta pool warm, ahead of runs",
    "        30 s went by until the pool had an account",
  ]);
  const late = runOf(
    { a: 20, b: 20, c: 20, d: 20 },
    ["a", "b", "c", "d"],
    [
      ...leased("1", 0, 0),
      ...leased("2", 35, 40),
      ...["a", "b", "c"].flatMap((file, i) => ran("1", file, i * 20, i * 20 + 20)),
      ...ran("2", "d", 40, 60),
    ],
  );
  expect(efficiencyOf(late)).toMatchObject({ makespanMs: 60_000, leastMs: 60_000 });
  expect(renderEfficiency(late)[1]).toBe("        1 account came late, which cost 20 s");
});

test("attempts that did not count, a wrong estimate, lengths nobody knew, and files that waited for others", () => {
  const again = runOf(
    { a: 10, b: 10 },
    ["a", "b"],
    [
      ...leased("1", 0, 0),
      ...leased("2", 0, 0),
      ...ran("1", "a", 0, 10, "failed"),
      ...ran("2", "b", 0, 10),
      ...ran("2", "a", 10, 20),
    ],
  );
  expect(efficiencyOf(again)).toMatchObject({ leastMs: 10_000, files: 2 });
  expect(renderEfficiency(again)[1]).toBe(
    "        1 attempt without a final result took 10 s of account time, and 10 s of the run",
  );

  const retried = runOf(
    { a: 60, b: 1 },
    ["a", "b"],
    [
      ...leased("1", 0, 0),
      ...leased("2", 0, 0),
      ...ran("1", "a", 0, 60, "failed"),
      ...ran("2", "b", 0, 1),
      ...ran("2", "a", 60, 120),
    ],
  );
  expect(efficiencyOf(retried)?.findings.map(({ kind }) => kind)).toEqual(["repeated", "long-file"]);

  const started = runOf(
    { a: 10, b: 10 },
    ["a", "b"],
    [
      ...leased("1", 0, 0),
      ...leased("2", 0, 0),
      [0, { kind: "worker-started", account: "1", pid: 1 }],
      [2, { kind: "worker-started", account: "2", pid: 2 }],
      ...ran("1", "a", 2, 12),
      ...ran("2", "b", 4, 14),
    ],
  );
  expect(renderEfficiency(started).slice(1)).toEqual([
    "        starting 2 workers on this machine cost 3.0 s",
  ]);

  const three = ["a", "b", "c"];
  const slow: Timed[] = [
    ...leased("1", 0, 0),
    ...leased("2", 0, 0),
    ...ran("1", "a", 0, 30),
    ...ran("2", "b", 0, 30),
    ...ran("1", "c", 30, 90),
  ];
  expect(renderEfficiency(runOf({ a: 30, b: 30, c: 20 }, three, slow))).toContain(
    "        c took 1 min 0 s instead of 20 s and began too late: 30 s",
  );
  expect(renderEfficiency(runOf({ a: 30, b: 30 }, three, slow))).toContain(
    "        no time was known of 1 file, one of which ended last: 30 s; from now on it is",
  );

  const locked = runOf({ a: 30, b: 30, c: 1 }, three, [
    ...leased("1", 0, 0),
    ...leased("2", 0, 0),
    ...ran("1", "a", 0, 30),
    ...ran("1", "b", 30, 60),
    ...ran("2", "c", 0, 1),
  ]);
  expect(renderEfficiency(locked)).toContain(
    "        accounts had nothing to do for 29 s in all while files waited for services, locks or other accounts",
  );
});

test("a short run, one without results and one without accounts say nothing", () => {
  const short = runOf({}, ["a"], [...leased("1", 0, 0), ...ran("1", "a", 0, 3)]);
  expect(efficiencyOf(short)).toMatchObject({ files: 1 });
  expect(renderEfficiency(short)).toEqual([]);
  const long = [...leased("1", 0, 0), ...ran("1", "a", 0, 30)];
  expect(renderEfficiency(runOf({}, ["a"], long))).toHaveLength(1);
  expect(
    renderEfficiency(runOf({}, ["a"], [...long, [31, { kind: "interrupted", signal: "SIGINT" }]])),
  ).toEqual([]);
  const none: Timed[] = [[9, { kind: "file-never-run", file: "a", reason: "no account" }]];
  for (const events of [none, [...leased("1", 0, 0), ...none]]) {
    expect(efficiencyOf(runOf({}, ["a"], events))).toBeUndefined();
  }
});

test("whatever happened in a run, it is measured, and took no less than the least possible", () => {
  fc.assert(
    fc.property(randomRun, (events) => {
      const measured = efficiencyOf(stateOf(events));
      if (!measured) return;
      expect(measured.leastMs).toBeGreaterThanOrEqual(0);
      expect(measured.makespanMs).toBeGreaterThanOrEqual(measured.leastMs);
      for (const { costMs } of measured.findings) expect(Number.isFinite(costMs)).toBe(true);
    }),
  );
});

test("no schedule beats the least possible, with accounts that come and go as they like", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 30 });
  const starts = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(lengths, starts, (files, from) => {
      const ends = [...from];
      for (const ms of files) {
        const first = ends.indexOf(Math.min(...ends));
        ends[first] = (ends[first] ?? 0) + ms;
      }
      const makespan = Math.max(...ends.filter((end, i) => end > (from[i] ?? 0)));
      const least = leastPossibleMs({
        workMs: files.reduce((sum, ms) => sum + ms, 0),
        longestMs: Math.max(...files),
        accounts: from.map((at) => ({ from: at, until: Number.POSITIVE_INFINITY })),
        filesPerAccount: 1,
      });
      expect(least).toBeLessThanOrEqual(makespan + 1e-6);
      expect(least).toBeGreaterThanOrEqual(makespan / 2 - Math.max(...from));
    }),
  );
  const gone = { workMs: 10, longestMs: 1, filesPerAccount: 1 };
  expect(leastPossibleMs({ ...gone, accounts: [{ from: 0, until: 4 }] })).toBe(Number.POSITIVE_INFINITY);
  const two = [
    { from: 0, until: 4 },
    { from: 2, until: Number.POSITIVE_INFINITY },
  ];
  expect(leastPossibleMs({ ...gone, accounts: two })).toBe(8);
});
