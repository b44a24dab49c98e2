import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { accountsRange, accountsWanted, containerOf, durationUpTo } from "./parse-option.ts";

const wait = durationUpTo(86_400_000);

test("a duration is seconds, or numbers with their units, the larger first", () => {
  const read = ["0", "90", "90s", "10m", "1h30m", "24h", "1d"].map(wait);
  expect(read).toEqual([0, 90_000, 90_000, 600_000, 5_400_000, 86_400_000, 86_400_000]);
  for (const text of ["", "m", "-5", "1.5h", "30m1h", "5m5m", "10 m", "1w", "25h", "1d1s"]) {
    expect(() => wait(text)).toThrow("Expected a duration of at most 24 h: 90s, 10m, 1h30m.");
  }
});

test("accounts are the most to hold, or the fewest and the most", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }), (a, b) => {
      expect(accountsRange(`${a}`)).toEqual({ max: a });
      const [min, max] = [Math.min(a, b), Math.max(a, b)];
      expect(accountsRange(`${min}..${max}`)).toEqual({ min, max });
    }),
  );
  expect([accountsWanted("auto"), accountsWanted("2..8")]).toEqual(["auto", { min: 2, max: 8 }]);
  expect(() => accountsRange("5..4")).toThrow("Expected the fewest and the most accounts, as in 2..8.");
  expect(() => accountsRange("1..2..3")).toThrow("Expected the fewest and the most accounts, as in 2..8.");
  for (const text of ["", "..", "2..", "..8", "0..3", "x", "1001"]) {
    expect(() => accountsRange(text)).toThrow("Expected a whole number from 1 to 1000.");
  }
});

test("which container of how many", () => {
  expect(containerOf("2/3")).toEqual({ index: 2, of: 3 });
  for (const wrong of ["0/3", "4/3", "2", "2/3/4", "a/b", ""]) {
    expect(() => containerOf(wrong)).toThrow("as in 2/3");
  }
});
