import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { howManyToWarm, type Warming } from "./how-many-to-warm.ts";

const few = fc.nat({ max: 12 });
const warmings: fc.Arbitrary<Warming> = fc
  .record({
    warm: few,
    cold: few,
    tried: few,
    underWay: few,
    succeeded: few,
    failed: few,
    count: fc.option(few, { nil: undefined }),
    leave: few,
  })
  .map(({ cold, tried, ...rest }) => ({
    ...rest,
    available: rest.warm + cold,
    untried: Math.max(0, cold - tried),
  }));

test("it never takes more than there are, than are asked for, or than leaves enough to others", () => {
  fc.assert(
    fc.property(warmings, (warming) => {
      const wished = howManyToWarm(warming);
      const { available, warm, untried, underWay, leave, count = Number.POSITIVE_INFINITY } = warming;
      expect(wished).toBeGreaterThanOrEqual(0);
      expect(wished).toBeLessThanOrEqual(untried);
      if (wished > 0) expect(available - wished).toBeGreaterThanOrEqual(leave);
      if (wished > 0) expect(warm + underWay + wished).toBeLessThanOrEqual(count);
    }),
  );
});

test("the first account goes alone, and two failures without a success are the end", () => {
  fc.assert(
    fc.property(warmings, (warming) => {
      const wished = howManyToWarm({ ...warming, succeeded: 0 });
      expect(wished).toBeLessThanOrEqual(1);
      if (warming.failed >= 2 || warming.underWay > 0) expect(wished).toBe(0);
    }),
  );
});

test("once one succeeded, all that may be taken is", () => {
  const pool = { available: 8, warm: 1, untried: 7, underWay: 0, succeeded: 1, failed: 0, leave: 2 };
  expect(howManyToWarm(pool)).toBe(6);
  expect(howManyToWarm({ ...pool, failed: 5 })).toBe(6);
  expect(howManyToWarm({ ...pool, count: 3 })).toBe(2);
  expect(howManyToWarm({ ...pool, count: 3, underWay: 1 })).toBe(1);
  expect(howManyToWarm({ ...pool, available: 2 })).toBe(0);
});
