import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FileToRun } from "./file-to-run.ts";
import { Schedule } from "./schedule.ts";

test("in an account with a limit only files start that will have ended by then; lifted, all of them do", () => {
  const files: FileToRun[] = [
    { path: "usually short", expectedMs: 50, p95Ms: 200 },
    { path: "short", expectedMs: 40 },
    { path: "unknown" },
  ];
  const startsWithin = (withinMs: number | undefined, atMostMs?: number) => {
    const bound = atMostMs === undefined ? {} : { atMostMs };
    const schedule = new Schedule(
      files.map((file) => ({ ...file, ...bound })),
      { filesPerAccount: 3 },
    );
    schedule.accountJoined("a");
    schedule.limit("a", withinMs === undefined ? undefined : 1_000 + withinMs);
    return [0, 1, 2].flatMap(() => schedule.next("a", 1_000)?.path ?? []).sort();
  };
  expect(startsWithin(79)).toEqual([]);
  // Twice what is expected, where nothing better is known.
  expect(startsWithin(80)).toEqual(["short"]);
  expect(startsWithin(200)).toEqual(["short", "usually short"]);
  expect(startsWithin(1e9)).toEqual(["short", "usually short"]);
  // What is killed after a while needs no more than that, known or not.
  expect(startsWithin(300, 300)).toEqual(["short", "unknown", "usually short"]);
  expect(startsWithin(undefined)).toEqual(["short", "unknown", "usually short"]);
});

test("whatever is known of a file, it is not started where its worst case goes beyond the limit", () => {
  const ms = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined });
  fc.assert(
    fc.property(ms, ms, ms, fc.integer({ min: 0, max: 100 }), (expectedMs, p95Ms, atMostMs, withinMs) => {
      const known = { expectedMs, p95Ms, atMostMs };
      const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
      const schedule = new Schedule([{ path: "a", ...given }]);
      schedule.accountJoined("1");
      schedule.limit("1", 500 + withinMs);
      const usual = p95Ms === undefined ? (expectedMs ?? Number.POSITIVE_INFINITY) * 2 : p95Ms;
      const worst = Math.min(Math.max(usual, expectedMs ?? 0), atMostMs ?? Number.POSITIVE_INFINITY);
      expect(schedule.next("1", 500)?.path).toBe(worst <= withinMs ? "a" : undefined);
      schedule.limit("1");
      if (worst > withinMs) expect(schedule.next("1", 500)?.path).toBe("a");
    }),
  );
});
