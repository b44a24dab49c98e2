import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { listMakespan, lowerBound, median, type Slot } from "./durations.ts";

const lengths = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60 });
const accounts = fc.integer({ min: 1, max: 12 });

test("the median is the middle, or the mean of the two middles, whatever the order", () => {
  expect([median([]), median([7]), median([9, 1, 5]), median([4, 1, 3, 2])]).toEqual([undefined, 7, 5, 2.5]);
});

test("as many values lie below the median as above", () => {
  fc.assert(
    fc.property(lengths, (values) => {
      const middle = median(values) ?? Number.NaN;
      const below = values.filter((value) => value < middle).length;
      const above = values.filter((value) => value > middle).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
    }),
  );
});

test("a run is no shorter than its longest file, nor than the work shared evenly", () => {
  expect([lowerBound([], 3), lowerBound([10, 1, 1], 3), lowerBound([4, 4, 4], 2)]).toEqual([0, 10, 6]);
});

test("no schedule beats the lower bound, and list scheduling is never worse than twice it", () => {
  fc.assert(
    fc.property(lengths, accounts, (durations, count) => {
      const makespan = listMakespan(durations, idle(count));
      const bound = lowerBound(durations, count);
      expect(makespan).toBeGreaterThanOrEqual(bound - 1e-9);
      expect(makespan).toBeLessThanOrEqual(bound * (2 - 1 / count) + 1e-9);
    }),
  );
});

test("longest first is within 4/3 - 1/3m of the best schedule there is (Graham 1969)", () => {
  const few = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(few, fc.integer({ min: 1, max: 4 }), (durations, count) => {
      const longestFirst = durations.toSorted((a, b) => b - a);
      const makespan = listMakespan(longestFirst, idle(count));
      const limit = (4 / 3 - 1 / (3 * count)) * bestMakespan(durations, count);
      expect(makespan).toBeLessThanOrEqual(limit + 1e-9);
    }),
  );
});

test("a file only goes where it is accepted, and one nobody accepts never ends", () => {
  const slots = [{ busyMs: 0, accepts: (file: number) => file === 1 }, { busyMs: 5 }];
  expect(listMakespan([4, 3], slots)).toBe(9);
  expect(listMakespan([4, 3, 2], slots.slice(0, 1))).toBe(Number.POSITIVE_INFINITY);
});

function idle(count: number): Slot[] {
  return Array.from({ length: count }, () => ({ busyMs: 0 }));
}

/** The best there is, by trying every assignment. */
function bestMakespan(durations: number[], count: number): number {
  const [first, ...rest] = durations;
  const place = (slots: number[], [next, ...others]: number[]): number =>
    next === undefined
      ? Math.max(...slots)
      : Math.min(...slots.map((_, slot) => place(slots.with(slot, (slots[slot] ?? 0) + next), others)));
  return place([first ?? 0, ...new Array(count - 1).fill(0)], rest);
}
