import { expect, test } from "@jest/globals";
import { type Period, type RunPoint, type RunStats, statsOf as sumsOf } from "@regatta/stats";
import { moneyText, numberText, percentText, roughText } from "../figures.ts";
import { layersInUse } from "../plots/plot-data.ts";
import { cleaningText } from "./causes-part.ts";
import { costText } from "./cost-text.ts";
import { factsOf, sentenceOf } from "./facts.ts";
import { failingFiles } from "./failing-part.ts";
import { growthText } from "./files-part.ts";
import { durationData, outcomeData, runDots, timeData } from "./period-data.ts";

const MINUTE = 60_000;
const none = { green: 0, red: 0, infrastructure: 0, refused: 0, interrupted: 0, killed: 0 };
const noTime = { start: 0, wait: 0, lease: 0, deploy: 0, test: 0, idle: 0, end: 0 };
const some = { count: 2, least: 1, median: 4 * MINUTE, p95: 5 * MINUTE, most: 6 * MINUTE, mean: 4 * MINUTE };

/** What there is to show of a run or two. */
function statsOf(change: Partial<RunStats> = {}): RunStats {
  const empty = sumsOf({ pool: "default", records: [], from: 0, to: 10 });
  const whole = { greenShare: 1, greenByRetry: 1, durationMs: some, measured: { runs: 2, ended: 2 } };
  const aRun = { machineMs: 5 * MINUTE, accountMs: MINUTE, deploys: 2 };
  return {
    ...empty,
    firstAt: 5,
    lastAt: 6,
    tests: { ...empty.tests, ...whole, runs: 2, outcomes: { ...none, green: 2 } },
    deploys: { runs: 1, outcomes: none },
    cost: { machineMs: 90 * MINUTE, accountMs: 3 * MINUTE, deploys: 4, deployMs: MINUTE, aRun },
    ...change,
  };
}

function periodOf(from: number, change: Partial<Period>): Period {
  return {
    from,
    to: from + 10,
    outcomes: none,
    time: noTime,
    accountTime: noTime,
    deployed: 0,
    files: 0,
    flaky: 0,
    heldMs: 0,
    dirty: 0,
    machineMs: 0,
    repeatedMs: 0,
    ...change,
  };
}

test("the history is told in a sentence and in figures; what is not known is not told", () => {
  expect(sentenceOf(statsOf())).toBe("2 runs of tests, 100 % green; a run takes 4 min 0 s");
  const { firstAt: _, ...nothing } = statsOf();
  expect(sentenceOf(nothing)).toBe("No run has left a record in this time");
  const tests = { ...statsOf().tests, runs: 0 };
  expect(sentenceOf(statsOf({ tests }))).toContain("deploys and warmings: 1");
  const facts = factsOf(statsOf());
  expect(facts.map(({ name }) => name)).toEqual(["Runs of tests", "Green", "A run takes", "A run needs"]);
  expect(facts[1]).toEqual({ name: "Green", value: "100 %", more: "1 with flaky files" });
  const money = { currency: "EUR", machines: 12, total: 12, aRun: 0.05 };
  const paid = statsOf({ cost: { ...statsOf().cost, money } });
  expect(factsOf(paid).at(-1)).toMatchObject({ name: "A run costs", value: "0.0500 EUR" });
  expect(costText(paid)).toMatch(/1\.5 h of machines.*that is 12\.00 EUR: machines 12\.00 EUR\.$/);
  expect(costText(statsOf())).toContain("where the configuration has prices");
});

test("a day without runs has no length and no split, and outcomes that never were are not drawn", () => {
  const stats = statsOf({
    periods: [
      periodOf(0, {}),
      periodOf(10, {
        outcomes: { ...none, green: 1, red: 1 },
        durationMs: some,
        time: { ...noTime, test: 4 * MINUTE },
      }),
    ],
  });
  expect(durationData(stats)).toMatchObject({ at: [0, 10], each: 10 });
  expect(durationData(stats).layers[0]?.values).toEqual([null, 4 * MINUTE]);
  expect(timeData(stats).layers.find(({ name }) => name === "testing")?.values).toEqual([null, 2 * MINUTE]);
  expect(layersInUse(outcomeData(stats)).map(({ name }) => name)).toEqual(["green", "red"]);
});

test("every run of tests is a dot where it ended, in the order they did", () => {
  const run: Omit<RunPoint, "purpose" | "outcome" | "from" | "to"> = {
    ...{ runId: "r", containers: 1, accounts: 1, files: 1, failed: 0, flaky: 0, deployed: 0, skipped: 0 },
    ...{ suite: "s", time: noTime, machineMs: 0, accountMs: 0, reason: "", by: "" },
  };
  const { at, layers } = runDots({
    runs: [
      { ...run, purpose: "tests", outcome: "red", from: 5, to: 25 },
      { ...run, purpose: "warm", outcome: "green", from: 0, to: 9 },
      { ...run, purpose: "tests", outcome: "green", from: 1, to: 11 },
    ],
  });
  expect(at).toEqual([11, 25]);
  expect(layers.find(({ name }) => name === "green")?.values).toEqual([10, null]);
  expect(layers.find(({ name }) => name === "red")?.values).toEqual([null, 20]);
});

test("files that cost most runs come first, and only those that failed or were flaky", () => {
  const file = {
    suite: "s",
    runs: 9,
    verdicts: {},
    flips: 0,
    flakyRuns: 0,
    flakyShare: 0,
    redRuns: 0,
    totalMs: 0,
    repeatedMs: 0,
    recent: [],
    lastFailures: [],
  };
  const names = failingFiles([
    { ...file, file: "good" },
    { ...file, file: "flaky", flakyRuns: 2, flakyShare: 0.2 },
    { ...file, file: "red", redRuns: 3 },
  ]).map((one) => one.file);
  expect(names).toEqual(["red", "flaky"]);
});

test("figures are as short as they may be, and never say all or nothing where it is not", () => {
  expect([0, 0.0004, 0.004, 0.5, 0.999, 1].map(percentText)).toEqual([
    "0 %",
    "< 0.1 %",
    "0.4 %",
    "50 %",
    "99.9 %",
    "100 %",
  ]);
  expect([400, 9_500, 90_000, 5_000_000, 90_000_000, 400_000_000].map(roughText)).toEqual([
    "400 ms",
    "9.5 s",
    "90 s",
    "83 min",
    "25 h",
    "5 d",
  ]);
  expect(numberText(12_345.6)).toBe("12,346");
  expect(moneyText(0, "EUR")).toBe("0.00 EUR");
  expect(growthText({ beforeMs: 10, nowMs: 14 })).toBe("+40 %");
  expect(growthText({ beforeMs: 10, nowMs: 5 })).toBe("−50 %");
  expect(cleaningText({ cleanings: 2, outcomes: { cleaned: 2 }, failures: [], dirtyMs: some })).toBe(
    "2 cleanings: 2 cleaned; from dirty to clean 4 min 0 s, 95 % within 5 min 0 s.",
  );
});
