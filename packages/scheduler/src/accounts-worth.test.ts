import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { accountsWorth } from "./accounts-worth.ts";
import { listMakespan } from "./durations.ts";
import { makespan } from "./makespan.ts";

const MIN = 60_000;
const of = (length: number, ms: number) => Array.from({ length }, () => ms);

test("no account more than pays for its setting up", () => {
  const cold = { expectedMs: of(200, 6_000), setupMs: of(20, 5 * MIN) };
  // 20 min of tests: a second account saves 10 min and costs 5, a third would save 3 min 20 s.
  expect(accountsWorth(cold)).toMatchObject({
    accounts: 2,
    because: "dear",
    makespanMs: 15 * MIN,
    steps: [{ accounts: 2, savesMs: 10 * MIN, costsMs: 5 * MIN }],
    next: { accounts: 3, costsMs: 5 * MIN },
  });
  expect(accountsWorth({ ...cold, setupMs: [...of(6, 2_000), ...of(14, 5 * MIN)] })).toMatchObject({
    accounts: 6,
    because: "dear",
  });
});

test("no more where each would save under 2 %, or one file alone takes as long", () => {
  const little = accountsWorth({ expectedMs: of(5_000, 1_000), setupMs: of(400, 1) });
  expect(little.because).toBe("little");
  expect(little.accounts).toBeGreaterThan(40);
  expect(little.accounts).toBeLessThan(60);
  expect(little.next.savesMs).toBeLessThan(0.02 * little.makespanMs);
  expect(accountsWorth({ expectedMs: [10 * MIN, ...of(100, 6_000)], setupMs: of(50, 1_000) })).toMatchObject({
    accounts: 2,
    because: "longest",
  });
});

test("several are taken together where one alone would save nothing", () => {
  expect(accountsWorth({ expectedMs: of(6, MIN), setupMs: of(8, 1_000) })).toMatchObject({
    accounts: 6,
    because: "longest",
    makespanMs: 61_000,
    aloneMs: 361_000,
  });
});

test("all that may be had where no length is known; a file without one counts as the median; never fewer than asked for", () => {
  expect(accountsWorth({ expectedMs: [undefined, undefined], setupMs: of(8, 0) })).toMatchObject({
    accounts: 8,
    because: "unknown",
  });
  const one = [MIN, undefined, undefined];
  expect(accountsWorth({ expectedMs: one, setupMs: of(8, 0) })).toMatchObject({ accounts: 3 });
  expect(accountsWorth({ expectedMs: [1_000], setupMs: of(8, MIN), atLeast: 2 }).accounts).toBe(2);
  expect(accountsWorth({ expectedMs: of(90, MIN), setupMs: of(4, 0) })).toMatchObject({
    accounts: 4,
    because: "most",
    next: { savesMs: 23 * MIN - 18 * MIN },
  });
  expect(accountsWorth({ expectedMs: [], setupMs: of(4, 0) })).toMatchObject({ accounts: 1, makespanMs: 0 });
});

test("whatever the files and accounts, it is a number that may be had, and those before it have paid for themselves", () => {
  const lengths = fc.array(fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }), {
    maxLength: 40,
  });
  const setups = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(lengths, setups, fc.integer({ min: 1, max: 2 }), (expectedMs, unsorted, filesPerAccount) => {
      const setupMs = unsorted.sort((a, b) => a - b);
      const worth = accountsWorth({ expectedMs, setupMs, filesPerAccount });
      expect(worth.accounts).toBeGreaterThanOrEqual(1);
      expect(worth.accounts).toBeLessThanOrEqual(setupMs.length);
      if (worth.because === "unknown") return;
      const paid = setupMs.slice(1, worth.accounts).reduce((sum, ms) => sum + ms, 0);
      expect(worth.aloneMs - worth.makespanMs).toBeGreaterThanOrEqual(paid);
    }),
  );
});

test("10,000 files over up to 1,000 accounts are weighed as list scheduling would run them", () => {
  const expectedMs = Array.from({ length: 10_000 }, (_, i) => 1_000 + ((i * 7_919) % 60_000));
  expect(accountsWorth({ expectedMs, setupMs: of(1_000, 2_000) }).accounts).toBeGreaterThan(30);
  const times = fc.array(fc.nat(100), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(times, times, (files, free) => {
      const slots = free.map((busyMs) => ({ busyMs }));
      expect(Math.max(makespan(files, free), ...free)).toBe(listMakespan(files, slots));
    }),
  );
});
