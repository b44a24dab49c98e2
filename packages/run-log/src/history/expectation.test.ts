import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectationOf, expectations } from "./expectation.ts";
import { packInOne, packInParts, packResults, unpackResults } from "./pack-results.ts";
import { mergeResults, type PastResult } from "./past-result.ts";
import { weightedMedian } from "./weighted-median.ts";

const outcomes = fc.constantFrom<PastResult["outcome"]>("passed", "failed", "crashed", "timed-out");

/** Results of these lengths, the oldest first: `12` passed, `-12` failed. */
function results(...lengths: number[]): PastResult[] {
  return lengths.map((ms, i) => ({
    ms: Math.abs(ms),
    outcome: ms < 0 ? "failed" : "passed",
    attempt: 1,
    runId: `r${i}`,
    at: i * 1_000,
  }));
}

const expected = (...lengths: number[]) => expectationOf(results(...lengths))?.expectedMs;

test("of few results the middle counts; one outlier never decides once there are three", () => {
  expect(expectationOf([])).toBeUndefined();
  expect(expected(1_000)).toBe(1_000);
  expect(expected(1_000, 1_100)).toBe(1_100);
  expect(expected(1_000, 1_100, 60_000)).toBe(1_100);
  expect(expected(1_000, 1_000, 1_000, 1_000, 9_000)).toBe(1_000);
});

test("a file that grew, or shrank, is followed after three runs", () => {
  const before = [1_000, 1_010, 990, 1_000, 1_020, 1_000, 995];
  expect(expected(...before, 3_000, 3_000)).toBeLessThan(1_100);
  expect(expected(...before, 3_000, 3_000, 3_000)).toBe(3_000);
  expect(expected(...before, 100, 110, 100)).toBe(110);
});

test("failures that ended early say nothing, those that took their time do, and so does a file that always fails", () => {
  expect(expected(60_000, 61_000, -200, -210, -190, -200)).toBe(61_000);
  expect(expected(60_000, 60_000, -90_000, -90_000, -90_000)).toBe(90_000);
  expect(expected(-5_000, -5_200)).toBe(5_200);
  const hung: PastResult = { ...results(0)[0], ms: 600_000, outcome: "timed-out" } as PastResult;
  expect(expectationOf([...results(1_000, 1_000), hung, hung, hung])?.expectedMs).toBe(1_000);
  expect(expectationOf([hung])?.expectedMs).toBe(600_000);
});

test("whatever is on record, an estimate lies among it, and the 95th percentile above it", () => {
  const any = fc.record({
    ms: fc.oneof(fc.integer({ min: 0, max: 1e7 }), fc.constant(Number.NaN)),
    outcome: outcomes,
    attempt: fc.integer({ min: 1, max: 3 }),
    runId: fc.constantFrom("a", "b"),
    at: fc.integer({ min: 0, max: 1e12 }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (list) => {
      const lengths = list.map(({ ms }) => ms).filter(Number.isFinite);
      const expectation = expectationOf(list);
      if (lengths.length === 0) return expect(expectation).toBeUndefined();
      expect(expectation?.expectedMs).toBeGreaterThanOrEqual(Math.min(...lengths));
      expect(expectation?.expectedMs).toBeLessThanOrEqual(Math.max(...lengths));
      return expect(expectation?.p95Ms).toBeGreaterThan(expectation?.expectedMs ?? Number.NaN);
    }),
  );
});

test("about 95 of 100 further runs stay below the 95th percentile, with few results as with ten", () => {
  const random = seeded(7);
  const draw = (spread: number) => 60_000 * Math.exp(spread * normal(random));
  for (const spread of [0.1, 0.25, 0.4]) {
    for (const known of [1, 3, 10]) {
      let below = 0;
      for (let n = 0; n < 400; n++) {
        const { p95Ms = 0 } =
          expectationOf(results(...Array.from({ length: known }, () => draw(spread)))) ?? {};
        if (draw(spread) <= p95Ms) below++;
      }
      expect(below / 400).toBeGreaterThan(spread < 0.4 ? 0.92 : 0.83);
    }
  }
});

test("a weighted median has at most half of the weight on either side", () => {
  const weighted = fc.record({
    value: fc.integer({ min: -50, max: 50 }),
    weight: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(weighted, { minLength: 1, maxLength: 15 }), (values) => {
      const middle = weightedMedian(values) ?? Number.NaN;
      const sum = (of: typeof values) => of.reduce((total, { weight }) => total + weight, 0);
      expect(sum(values.filter(({ value }) => value < middle))).toBeLessThanOrEqual(sum(values) / 2);
      expect(sum(values.filter(({ value }) => value > middle))).toBeLessThanOrEqual(sum(values) / 2);
    }),
  );
  expect([
    weightedMedian([]),
    weightedMedian([
      { value: 1, weight: 2 },
      { value: 3, weight: 2 },
    ]),
  ]).toEqual([undefined, 2]);
});

test("results come back from their packing, in one part or several; what does not fit loses its oldest first", () => {
  const many = new Map(
    Array.from({ length: 50 }, (_, i) => [`f${i}`, results(...[1, -2, 3].map((n) => n * i * 1e4))]),
  );
  expect(unpackResults(packResults(many))).toEqual(many);
  const parts = packInParts(many, 400);
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(400);
  expect(mergeResults(parts.map(unpackResults), 10)).toEqual(many);
  const one = packInOne(many, 500);
  expect(one.length).toBeLessThanOrEqual(500);
  const kept = unpackResults(one);
  expect(kept.size).toBeGreaterThan(0);
  for (const [name, list] of kept) expect(list).toEqual(many.get(name)?.slice(-list.length));
  expect(unpackResults(Buffer.from("not packed")).size).toBe(0);
});

test("a record is taken for what its keys say, whatever they are called", () => {
  const odd = new Map([
    ["__proto__", results(5)],
    ["constructor", results(6)],
  ]);
  const { expectedMs } = expectations(unpackResults(packResults(odd)));
  expect(Object.entries(expectedMs)).toEqual([
    ["__proto__", 5],
    ["constructor", 6],
  ]);
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
