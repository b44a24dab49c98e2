import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ReportFile } from "../report-data.ts";
import { accountUse } from "./account-use.ts";
import { isWanted, noFilter } from "./file-filter.ts";
import { packLanes } from "./pack-lanes.ts";
import { readHash, writeHash } from "./page-hash.ts";
import { durationText, momentText, stepFor } from "./time-text.ts";
import { utilisation } from "./utilisation.ts";
import { around, followed, moved, showing, zoomed } from "./view-range.ts";

test("an address leads back to the file it was made for, whatever its name", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (file) => {
      expect(readHash(writeHash({ file }))).toEqual({ file });
    }),
  );
  expect(writeHash({ file: "tests/pay.test.ts" })).toBe("#file=tests/pay.test.ts");
  expect(readHash("#file=tests/a+b.test.ts&verdict=failed&wibble=1")).toEqual({
    file: "tests/a+b.test.ts",
    verdict: "failed",
  });
  expect(readHash("#timeline")).toEqual({});
  expect(readHash("#file=%E0%A4%A")).toEqual({});
});

test("what is shown never leaves the run, and the moment that is zoomed at stays in its place", () => {
  const run = fc.record({
    total: fc.integer({ min: 100, max: 1e7 }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(
      run,
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.integer({ min: -1e6, max: 1e6 }),
      ({ total, at }, factor, by) => {
        for (const range of [
          zoomed({ from: 0, to: total }, total, at * total, factor),
          moved({ from: 0, to: total / 2 }, total, by),
          around({ from: at * total, to: at * total }, total),
          showing(
            { from: 0, to: total / 4 },
            { from: at * total, to: Math.min(total, at * total + 5) },
            total,
          ),
        ]) {
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeLessThanOrEqual(total * (1 + 1e-9));
          expect(range.to).toBeGreaterThan(range.from);
        }
      },
    ),
  );
  expect(zoomed({ from: 0, to: 1_000 }, 1_000, 250, 0.5)).toEqual({ from: 125, to: 625 });
});

test("stretches that overlap never share a lane, and those that do not have the whole row", () => {
  const stretch = fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 20 }), (pairs) => {
      const all = pairs
        .map(([from, length]) => ({ from, to: from + length }))
        .sort((a, b) => a.from - b.from);
      const lanes = packLanes(all);
      all.forEach((a, i) => {
        all.forEach((b, j) => {
          if (i >= j || b.from >= a.to) return;
          expect(lanes[i]?.lane).not.toBe(lanes[j]?.lane);
          expect(lanes[i]?.lanes).toBe(lanes[j]?.lanes);
        });
        expect(lanes[i]?.lane).toBeLessThan(lanes[i]?.lanes ?? 0);
      });
    }),
  );
  expect(
    packLanes([
      { from: 0, to: 5 },
      { from: 5, to: 9 },
    ]),
  ).toEqual([
    { lane: 0, lanes: 1 },
    { lane: 0, lanes: 1 },
  ]);
});

test("a filter wants files that have every word somewhere, with the verdict and in the account", () => {
  const attempt = { account: "21/eu", from: 0, class: "failed", says: "", tests: [] } as const;
  const file: ReportFile = {
    file: "tests/Orders/pay.test.ts",
    verdict: "failed",
    attempts: [{ ...attempt, tests: [] }],
    headline: "Timeout",
  };
  const wants = (part: Partial<typeof noFilter>) => isWanted(file, { ...noFilter, ...part });
  expect([
    wants({}),
    wants({ text: " orders  timeout" }),
    wants({ text: "21/ pay" }),
    wants({ verdict: "failed", account: "21/eu" }),
  ]).toEqual([true, true, true, true]);
  expect([wants({ text: "orders mail" }), wants({ verdict: "passed" }), wants({ account: "22/eu" })]).toEqual(
    [false, false, false],
  );
});

test("the accounts of the overview add up: each is at one thing at a time", () => {
  const account = {
    account: "21/eu",
    end: { kind: "released" as const, at: 100 },
    spans: [
      { kind: "preparing" as const, from: 0, to: 40 },
      { kind: "file" as const, from: 30, to: 60 },
      { kind: "open" as const, from: 40, to: 100 },
    ],
  };
  const slices = utilisation([account, { ...account }], 200, 4);
  expect(slices.map((slice) => slice.testing + slice.preparing + slice.idle)).toEqual([2, 2, 0, 0]);
  expect(slices[0]?.testing).toBeCloseTo(0.8);
});

test("an account whose data is made fresh for a file is not idle", () => {
  const account = {
    account: "21/eu",
    end: { kind: "released" as const, at: 100 },
    spans: [
      { kind: "open" as const, from: 0, to: 100 },
      { kind: "freshening" as const, from: 20, to: 40 },
      { kind: "file" as const, from: 40, to: 90 },
    ],
  };
  expect(accountUse(account, 100)).toEqual({ leased: 100, testing: 50, preparing: 20, idle: 30 });
  const [slice] = utilisation([account], 100, 1);
  expect([slice?.testing, slice?.preparing, slice?.idle].map((one) => one?.toFixed(2))).toEqual([
    "0.50",
    "0.20",
    "0.30",
  ]);
});

test("times are short, and as exact as what stands beside them", () => {
  expect([40, 440, 12_000, 200_000, 3_900_000].map(durationText)).toEqual([
    "40 ms",
    "0.4 s",
    "12 s",
    "3 min 20 s",
    "1 h 5 min",
  ]);
  expect([
    momentText(7_000, 1_000),
    momentText(3_723_040),
    momentText(59_996, 1_000),
    momentText(1_250, 50),
  ]).toEqual(["0:07", "1:02:03.0", "1:00", "0:01.25"]);
  expect([stepFor(60_000, 6), stepFor(90, 9), stepFor(1e9, 10)]).toEqual([10_000, 10, 100_800_000]);
});

test("of a run that goes on, all stays all, its end stays in sight, and anything else stays where it is", () => {
  expect(followed({ from: 0, to: 100 }, 100, 140)).toEqual({ from: 0, to: 140 });
  expect(followed({ from: 60, to: 100 }, 100, 140)).toEqual({ from: 100, to: 140 });
  expect(followed({ from: 20, to: 60 }, 100, 140)).toEqual({ from: 20, to: 60 });
});
