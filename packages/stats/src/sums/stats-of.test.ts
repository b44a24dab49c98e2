import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CleaningRecord } from "../record/cleaning-record.ts";
import type { RunRecord } from "../record/run-record.ts";
import {
  badFile,
  cleaningRecord,
  day,
  hour,
  minute,
  passedFile,
  runRecord,
  start,
  stayRecord,
} from "../testing/sample-records.ts";
import { lengthOf } from "./add-splits.ts";
import { causes } from "./causes.ts";
import { growthOf } from "./growth.ts";
import { statsOf } from "./stats-of.ts";

function stats(records: Array<RunRecord | CleaningRecord>, more: object = {}) {
  return statsOf({ pool: "default", records, from: start - day, to: start + 7 * day, ...more });
}

test("of nothing nothing is said: no share, no spread, no money, no period", () => {
  const empty = stats([], { prices: { currency: "EUR", machineHour: 1 } });
  expect(empty).toMatchObject({
    tests: { runs: 0 },
    use: { mostHeld: 0 },
    files: [],
    periods: [],
    runs: [],
    dirty: [],
  });
  expect(empty).not.toHaveProperty("firstAt");
  for (const [place, name] of [
    [empty.tests, "greenShare"],
    [empty.tests, "durationMs"],
    [empty.tests, "repeatedShare"],
    [empty.use, "heldShare"],
    [empty.use, "testShare"],
    [empty.cost, "aRun"],
    [empty.cleaning, "dirtyMs"],
  ] as const)
    expect(place).not.toHaveProperty(name);
});

test("runs are told apart by how they ended, and only those that came to an end of their own have a length", () => {
  const codes = [0, 0, 1, 3, 2, 130, 143, undefined];
  const records = codes.map((exitCode, i) => {
    const { exitCode: _, ...record } = runRecord({
      at: start + i * hour,
      endedAt: start + i * hour + (i + 1) * minute,
    });
    return { ...record, ...(exitCode === undefined ? {} : { exitCode }) };
  });
  const { tests, deploys, runs } = stats([
    ...records.toReversed(),
    runRecord({ at: start + day, purpose: "deploy" }),
  ]);
  expect(tests).toMatchObject({
    runs: 8,
    outcomes: { green: 2, red: 1, infrastructure: 1, refused: 1, interrupted: 2, killed: 1 },
    greenShare: 0.5,
    durationMs: { count: 4, least: minute, median: 2.5 * minute, p95: 4 * minute, most: 4 * minute },
  });
  expect(deploys).toMatchObject({ runs: 1, outcomes: { green: 1 } });
  expect(runs.map(({ outcome }) => outcome).slice(0, 3)).toEqual(["green", "green", "red"]);
});

test("a suite is measured by the runs of all of it, where there are any", () => {
  const part = runRecord({
    at: start + hour,
    partial: true,
    exitCode: 1,
    endedAt: start + hour + minute,
    files: [badFile("a", "failed")],
  });
  const { tests, files, periods, runs, cost } = stats([runRecord({ files: [passedFile("a")] }), part]);
  expect(tests).toMatchObject({
    runs: 2,
    outcomes: { green: 1, red: 1 },
    greenShare: 1,
    measured: { runs: 1, ended: 1 },
    durationMs: { count: 1, median: 4 * minute },
    partial: { runs: 1, outcomes: { red: 1 }, durationMs: { median: minute } },
    verdicts: { passed: 1, failed: 1 },
  });
  expect(cost).toMatchObject({ machineMs: 5 * minute, aRun: { machineMs: 4 * minute } });
  expect(periods[0]).toMatchObject({ outcomes: { green: 1, red: 1 }, durationMs: { count: 1 } });
  expect(runs).toMatchObject([{ machineMs: 4 * minute }, { partial: true, machineMs: minute }]);
  expect(files).toMatchObject([{ file: "a", runs: 2, redRuns: 1 }]);
  expect(stats([part]).tests).toMatchObject({
    greenShare: 0,
    measured: { runs: 1 },
    durationMs: { median: minute },
  });
});

test("runs are told by suite and by branch, and can be asked for so", () => {
  const records = [
    runRecord({ branch: "main" }),
    runRecord({ at: start + hour, branch: "main", exitCode: 1 }),
    runRecord({ at: start + 2 * hour, branch: "topic", suite: "billing" }),
    runRecord({ at: start + 3 * hour }),
  ];
  const { suites, branches, runs } = stats(records);
  expect(suites).toMatchObject([
    { name: "shop", runs: 3 },
    { name: "billing", runs: 1, greenShare: 1, durationMs: { median: 4 * minute } },
  ]);
  expect(branches).toMatchObject([
    { name: "main", runs: 2, greenShare: 0.5, last: { outcome: "red", runId: `r-${start + hour}` } },
    { name: "topic", runs: 1 },
  ]);
  expect(runs.map(({ branch }) => branch)).toEqual(["main", "main", "topic", undefined]);
  expect(stats(records, { only: { branch: "main" } }).tests.runs).toBe(2);
  expect(stats(records, { only: { branch: "main", suite: "billing" } }).tests.runs).toBe(0);
  const reason = "the lease of run r-other, held by ci, ran out at 2026 without being given back";
  const cleaning = cleaningRecord(start + hour, "1/x", { dirty: { reason, since: start } });
  expect(stats([...records, cleaning], { only: { suite: "shop" } })).toMatchObject({
    only: { suite: "shop" },
    tests: { runs: 3 },
    vanishedRuns: [],
    dirty: [],
    cleaning: { cleanings: 1 },
  });
});

test("containers of one run are one run: each file once, the worst end, the longest one's time, all machines' cost", () => {
  const container = { key: "ci/7", of: 2, shared: true };
  const first = runRecord({
    runId: "r-a",
    container: { ...container, index: 1 },
    files: [passedFile("a"), { file: "b", verdict: "cut-off", attempts: 1, repeatedMs: 500 }],
    endedAt: start + 2 * minute,
    time: { start: 2 * minute, wait: 0, lease: 0, deploy: 0, test: 0, idle: 0, end: 0 },
  });
  const second = runRecord({
    runId: "r-b",
    container: { ...container, index: 2 },
    at: start + minute,
    exitCode: 1,
    files: [badFile("b", "failed")],
    verdicts: { passed: 1, failed: 1 },
  });
  // It came when all was done.
  const late = runRecord({
    runId: "r-c",
    container: { ...container, index: 1 },
    at: start + hour,
    exitCode: 1,
    verdicts: second.verdicts,
  });
  const { tests, runs, cost, files } = stats([late, second, first]);
  expect(tests).toMatchObject({
    runs: 1,
    outcomes: { red: 1 },
    verdicts: { passed: 1, failed: 1 },
    repeatedMs: 500,
  });
  expect(tests.durationMs).toMatchObject({ median: 5 * minute });
  expect(tests.time).toMatchObject({ test: minute, start: minute });
  expect(runs).toMatchObject([{ runId: "r-a", containers: 3, files: 2, failed: 1 }]);
  expect(cost).toMatchObject({ machineMs: 10 * minute, aRun: { machineMs: 10 * minute } });
  expect(files.map(({ file, runs: n, totalMs }) => [file, n, totalMs])).toEqual([
    ["b", 1, 1_500],
    ["a", 1, 1_000],
  ]);
});

test("containers with fixed parts each know their own files", () => {
  const container = { key: "ci/8", of: 2, shared: false };
  const { tests } = stats([
    runRecord({ container: { ...container, index: 1 }, files: [passedFile("a")] }),
    runRecord({ container: { ...container, index: 2 }, files: [passedFile("b"), passedFile("c")] }),
  ]);
  expect(tests).toMatchObject({ runs: 1, verdicts: { passed: 3 } });
});

test("flaky is a file that failed and passed: in one run, or in two runs of the same code", () => {
  const code = "abc";
  const { files, tests } = stats([
    runRecord({
      at: start,
      code,
      files: [badFile("in-one", "flaky"), passedFile("in-two"), passedFile("sound")],
    }),
    runRecord({
      at: start + hour,
      code,
      exitCode: 1,
      files: [passedFile("in-one"), badFile("in-two", "failed")],
    }),
    runRecord({ at: start + 2 * hour, code: "other", exitCode: 1, files: [badFile("sound", "failed")] }),
    runRecord({ at: start + 3 * hour, exitCode: 1, files: [badFile("in-two", "crashed")] }),
  ]);
  const of = (name: string) => files.find(({ file }) => file === name);
  expect(of("in-one")).toMatchObject({
    runs: 2,
    flakyRuns: 1,
    flakyShare: 0.5,
    flips: 0,
    redRuns: 0,
    repeatedMs: 500,
  });
  expect(of("in-two")).toMatchObject({ runs: 3, flakyRuns: 1, flips: 1, redRuns: 2 });
  expect(of("sound")).toMatchObject({ runs: 2, flakyRuns: 0, redRuns: 1 });
  expect(of("in-two")?.lastFailures).toMatchObject([
    { at: start + 3 * hour + 4 * minute, verdict: "crashed", account: "1/x", message: "expected 1 to be 2" },
    { at: start + hour + 4 * minute, verdict: "failed", test: "orders › pays", by: "anna@laptop" },
  ]);
  expect(tests).toMatchObject({ greenByRetry: 1, repeatedMs: 500 });
  expect(tests.repeatedShare).toBeCloseTo(500 / 7_500, 5);
});

test("a file grows where the trend is more than chance and worth telling; one slow day is not", () => {
  expect(growthOf([10, 10, 11, 12, 14, 15, 16, 18, 20].map((s) => s * 1_000))).toEqual({
    beforeMs: 10_000,
    nowMs: 18_000,
  });
  expect(growthOf([10, 10, 10, 10, 10, 60, 10, 10, 10].map((s) => s * 1_000))).toBeUndefined();
  expect(growthOf([1, 2, 3, 4, 5].map((s) => s * 1_000))).toBeUndefined();
  expect(growthOf([100, 110, 120, 130, 140, 150, 160])).toBeUndefined();
  const step = Array.from({ length: 400 }, (_, i) => (i < 200 ? 10_000 : 14_000) + (i % 7) * 300);
  expect(growthOf(step)).toMatchObject({ beforeMs: 10_900, nowMs: 14_900 });
});

test("about one in 200 files that do not grow is taken for one that does, at most", () => {
  let state = 7;
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  const times = () => Array.from({ length: 20 }, () => 60_000 * (0.5 + random()));
  const wrong = Array.from({ length: 1_000 }, times).filter((one) => growthOf(one) !== undefined).length;
  expect(wrong).toBeLessThan(10);
});

test("the pool's use: what was held of what there was, where there is a figure for that", () => {
  const stays = [stayRecord("1/x", start), stayRecord("2/x", start + minute)];
  const poolAccounts = { available: 2, leased: 2, disabled: 3 };
  const used = stats([runRecord({ stays, poolAccounts })], { to: start + 10 * minute });
  expect(used.use).toMatchObject({ testShare: 0.6, heldShare: 10 / 40, mostHeld: 2, accounts: 4 });
  expect(used.use.hours[10]).toEqual({ heldMs: 10 * minute, waitMs: 0, runs: 1 });
  expect(used.accounts).toMatchObject([
    { account: "1/x", heldMs: 5 * minute, heldShare: 0.5, lastAt: start + 5 * minute },
    { account: "2/x" },
  ]);
  expect(stats([runRecord({ stays })]).use).not.toHaveProperty("heldShare");
});

test("skipped is what was there already, of all that was decided upon; blocked services were not", () => {
  const none = { skipped: 0, deployed: 0, unchanged: 0, failed: 0, blocked: 0, deployMs: 0 };
  const failure = { account: "1/x", reason: "quota" };
  const { services, cost, periods } = stats(
    [
      runRecord({
        services: {
          orders: { ...none, skipped: 6, deployed: 1, unchanged: 1, deployMs: 9_000, medianMs: 9_000 },
        },
      }),
      runRecord({
        at: start + hour,
        services: { orders: { ...none, blocked: 5 }, base: { ...none, failed: 2, failure } },
      }),
    ],
    { prices: { currency: "EUR", machineHour: 6, deploy: 0.5 } },
  );
  expect(services).toMatchObject([
    { service: "orders", skipShare: 0.75, blocked: 5, deployMs: { median: 9_000 } },
    { service: "base", skipShare: 0, lastFailure: { ...failure, at: start + hour + 4 * minute } },
  ]);
  expect(cost.money).toEqual({ currency: "EUR", machines: 0.8, deploys: 0.5, total: 1.3, aRun: 0.65 });
  expect(periods.find(({ deployed }) => deployed > 0)?.skipShare).toBe(0.6);
});

test("dirty accounts are counted once, whoever tells of them: the run, or the cleaner where no run could", () => {
  const reason = "tests/a.test.ts timed out";
  const vanished =
    "the lease of run r9, held by ci, ran out at 2026-01-05T11:00:00.000Z without being given back";
  const lost = vanished.replace("r9", "r-known");
  const { dirty, cleaning, vanishedRuns } = stats([
    runRecord({ runId: "r-known", stays: [stayRecord("1/x", start, { end: "dirty", reason })] }),
    cleaningRecord(start + hour, "1/x", { dirty: { reason, since: start + 5 * minute + 900 } }),
    cleaningRecord(start + hour, "2/x", {
      outcome: "failed",
      reason: "it resists",
      dirty: { reason: vanished, since: start },
    }),
    cleaningRecord(start + 2 * hour, "2/x"),
    cleaningRecord(start + 3 * hour, "4/x", { dirty: { reason: lost, since: start } }),
    // From before what is asked for: its run is not among the records.
    cleaningRecord(start + 2 * hour, "3/x", { dirty: { reason, since: start - 2 * day } }),
  ]);
  expect(dirty).toMatchObject([
    { what: "its holder vanished: the lease ran out", count: 2, accounts: 2 },
    {
      what: "a test file ran into its time limit",
      count: 1,
      subjects: [{ name: "tests/a.test.ts", count: 1 }],
      last: { account: "1/x", runId: "r-known" },
    },
  ]);
  expect(vanishedRuns).toEqual(["r9"]);
  expect(cleaning).toMatchObject({
    cleanings: 5,
    outcomes: { cleaned: 4, failed: 1 },
    durationMs: { median: 2 * minute },
    dirtyMs: { count: 3 },
    failures: [{ what: "it resists", count: 1 }],
  });
});

test("reasons are put together by what they have in common", () => {
  const at = { at: 1, account: "1/x", runId: "r" };
  const told = [
    "suspect: failed here and passed in another account: a.test.ts, b.test.ts",
    "the deploy of orders failed",
    "the deploy of base failed",
    "the deploy of base was cut off",
    "a.test.ts crashed its worker",
    "a.test.ts was cut off: interrupted by SIGTERM",
    "one of a.test.ts, b.test.ts, c.test.ts and 2 more left behind stack x",
    "session 8f2e4c1a-1111-2222-3333-444455556666 of 210000000001 is gone after 12 s",
    "session 00000000-1111-2222-3333-444455556666 of 210000000002 is gone after 7 s",
  ].map((reason) => ({ ...at, reason }));
  const words = causes(told).map(({ what, count, subjects }) => [
    what,
    count,
    ...subjects.map(({ name }) => name),
  ]);
  expect(words).toHaveLength(7);
  expect(words).toContainEqual(["a deploy failed", 2, "base", "orders"]);
  expect(words).toContainEqual([
    "files failed there that passed in another account",
    1,
    "a.test.ts",
    "b.test.ts",
  ]);
  expect(words).toContainEqual([
    "a test file left something behind",
    1,
    "a.test.ts",
    "b.test.ts",
    "c.test.ts",
  ]);
  expect(words).toContainEqual(["session # of # is gone after # s", 2]);
});

test("periods are hours, days or weeks, from the first record on, and every run is in one", () => {
  const at = start + 2 * day;
  const records = [runRecord({ at }), runRecord({ at: at + 3 * day, exitCode: 1 })];
  const days = statsOf({ pool: "p", records, from: start, to: start + 7 * day });
  expect(days.periodLength).toBe("day");
  expect(days.periods.map(({ from }) => new Date(from).toISOString().slice(0, 10))).toEqual(
    ["07", "08", "09", "10", "11", "12"].map((one) => `2026-01-${one}`),
  );
  expect(days.periods.map(({ outcomes: { green, red } }) => green + red)).toEqual([1, 0, 0, 1, 0, 0]);
  const weeks = statsOf({ pool: "p", records, from: start - 60 * day, to: start + 10 * day });
  expect(weeks).toMatchObject({
    periodLength: "week",
    periods: [{ from: Date.UTC(2026, 0, 5) }, { outcomes: { red: 0 } }],
  });
  expect(statsOf({ pool: "p", records, from: at, to: at + day }).periodLength).toBe("hour");
});

test("whatever the records say, sums agree with one another", () => {
  const record = fc
    .record({
      at: fc.integer({ min: 0, max: 6 * day }),
      exitCode: fc.constantFrom(0, 1, 2, 3, 130),
      key: fc.constantFrom(undefined, "k1", "k2"),
      shared: fc.boolean(),
      files: fc.uniqueArray(
        fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("passed", "failed", "flaky")),
        {
          selector: ([file]) => file,
        },
      ),
      purpose: fc.constantFrom("tests", "deploy", "warm"),
    })
    .map(({ at, exitCode, key, shared, files, purpose }) =>
      runRecord({
        at: start + at,
        exitCode,
        purpose: purpose as "tests",
        files: files.map(([file, verdict]) =>
          verdict === "passed" ? passedFile(file) : badFile(file, verdict as "failed"),
        ),
        stays: [stayRecord("1/x", start + at)],
        poolAccounts: { available: 2 },
        ...(key === undefined ? { runId: `r-${at}` } : { container: { key, index: 1, of: 2, shared } }),
      }),
    );
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (records) => {
      const all = stats(records);
      const { tests, deploys, warms, runs, periods, accountTime, cost } = all;
      expect(tests.runs + deploys.runs + warms.runs).toBe(runs.length);
      const inPeriods = periods.flatMap(({ outcomes }) => Object.values(outcomes)).reduce((a, b) => a + b, 0);
      expect(inPeriods).toBe(tests.runs);
      expect(lengthOf(accountTime)).toBe(cost.accountMs);
      expect(periods.reduce((total, { heldMs }) => total + heldMs, 0)).toBe(cost.accountMs);
      for (const { flakyShare, runs: n, recent } of all.files) {
        expect(flakyShare).toBeLessThanOrEqual(1);
        expect(recent.length).toBeGreaterThanOrEqual(Math.min(12, n));
      }
    }),
  );
});
