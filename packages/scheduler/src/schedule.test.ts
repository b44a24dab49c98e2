import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { listMakespan, lowerBound } from "./durations.ts";
import type { FileToRun } from "./file-to-run.ts";
import { Schedule } from "./schedule.ts";
import { simulate } from "./testing/simulate.ts";

function take(schedule: Schedule, account: string, count: number): Array<string | undefined> {
  return Array.from({ length: count }, () => {
    const path = schedule.next(account)?.path;
    if (path) schedule.ended(account, path, "passed");
    return path;
  });
}

test("the longest expected file goes first, unknown ones count as the median, ties keep the order given", () => {
  const schedule = new Schedule([
    { path: "short", expectedMs: 1 },
    { path: "new" },
    { path: "middle", expectedMs: 50 },
    { path: "long", expectedMs: 900 },
    { path: "broken estimate", expectedMs: Number.NaN },
  ]);
  schedule.accountJoined("a");
  expect(take(schedule, "a", 6)).toEqual(["long", "new", "middle", "broken estimate", "short", undefined]);
  expect(schedule.isComplete).toBe(true);
});

test("with nothing known the files run in the order given", () => {
  const schedule = new Schedule([{ path: "b" }, { path: "a" }, { path: "c" }]);
  schedule.accountJoined("x");
  expect(take(schedule, "x", 3)).toEqual(["b", "a", "c"]);
});

test("an account gets no more files at once than it may run, and none before it joins", () => {
  const schedule = new Schedule([{ path: "1" }, { path: "2" }, { path: "3" }], { filesPerAccount: 2 });
  expect(schedule.next("a")?.path).toBeUndefined();
  schedule.accountJoined("a");
  schedule.accountJoined("a");
  expect([schedule.next("a")?.path, schedule.next("a")?.path, schedule.next("a")?.path]).toEqual([
    "1",
    "2",
    undefined,
  ]);
  schedule.ended("a", "1", "passed");
  expect(schedule.next("a")?.path).toBe("3");
});

test("files of an account that leaves wait again, in their old place", () => {
  const schedule = new Schedule([
    { path: "long", expectedMs: 9 },
    { path: "short", expectedMs: 1 },
  ]);
  schedule.accountJoined("a");
  schedule.accountJoined("b");
  schedule.next("a")?.path;
  expect(schedule.accountLeft("a")).toEqual(["long"]);
  expect([schedule.waiting, schedule.running, schedule.next("a")?.path]).toEqual([2, 0, undefined]);
  expect(schedule.next("b")?.path).toBe("long");
  expect(schedule.accountLeft("never seen")).toEqual([]);
});

test("a file put back may run again in the same account", () => {
  const schedule = new Schedule([{ path: "f" }]);
  schedule.accountJoined("a");
  schedule.next("a")?.path;
  schedule.putBack("a", "f");
  expect(take(schedule, "a", 2)).toEqual(["f", undefined]);
});

test("a second result for a file, or one for a file running elsewhere, is refused", () => {
  const schedule = new Schedule([{ path: "f" }]);
  schedule.accountJoined("a");
  schedule.next("a")?.path;
  expect(() => schedule.ended("b", "f", "passed")).toThrow("f is not running in b");
  schedule.ended("a", "f", "passed");
  expect(() => schedule.ended("a", "f", "passed")).toThrow("f is not running in a");
});

test("a list with the same file twice, or room for no file, is refused", () => {
  expect(() => new Schedule([{ path: "f" }, { path: "f" }])).toThrow("twice");
  expect(() => new Schedule([], { filesPerAccount: 0 })).toThrow("positive integer");
});

type Step = { kind: "join" | "leave" | "next" | "finish" | "put-back"; account: string };
const step = fc.record({
  kind: fc.constantFrom<Step["kind"]>("join", "leave", "next", "next", "finish", "put-back"),
  account: fc.constantFrom("a", "b", "c"),
});
const files = fc
  .array(fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }), { maxLength: 20 })
  .map((lengths) =>
    lengths.map((ms, at): FileToRun => ({ path: `f${at}`, ...(ms === undefined ? {} : { expectedMs: ms }) })),
  );

test("whatever joins, leaves and finishes, no file is lost and none runs or finishes twice", () => {
  fc.assert(
    fc.property(files, fc.array(step, { maxLength: 150 }), (list, steps) => {
      const schedule = new Schedule(list, { filesPerAccount: 2 });
      const running = new Map<string, string>();
      const done = new Set<string>();
      const runningIn = (account: string) => [...running].find(([, where]) => where === account)?.[0];
      for (const { kind, account } of steps) {
        const current = runningIn(account);
        if (kind === "join") schedule.accountJoined(account);
        else if (kind === "leave") for (const path of schedule.accountLeft(account)) running.delete(path);
        else if (kind === "next") {
          const path = schedule.next(account)?.path;
          expect(path !== undefined && (running.has(path) || done.has(path))).toBe(false);
          if (path) running.set(path, account);
        } else if (current) {
          if (kind === "finish") schedule.ended(account, current, "passed");
          else schedule.putBack(account, current);
          if (kind === "finish") done.add(current);
          running.delete(current);
        }
        expect([schedule.running, schedule.isComplete]).toEqual([running.size, done.size === list.length]);
        expect(schedule.waiting).toBe(list.length - running.size - done.size);
      }
      const rest = schedule.giveUp();
      expect(new Set([...rest.map(({ path }) => path), ...running.keys(), ...done]).size).toBe(list.length);
    }),
  );
});

test("a whole run in simulated time runs each file once and takes as long as it said it would", () => {
  const known = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(known, fc.integer({ min: 1, max: 6 }), (lengths, accounts) => {
      const list = lengths.map((expectedMs, at) => ({ path: `f${at}`, expectedMs }));
      const names = Array.from({ length: accounts }, (_, at) => `a${at}`);
      const schedule = new Schedule(list);
      for (const name of names) schedule.accountJoined(name);
      const inTurn = lengths.toSorted((a, b) => b - a);
      const promised = listMakespan(
        inTurn,
        names.map(() => ({ busyMs: 0 })),
      );
      const { makespanMs, ran } = simulate(schedule, list, names);
      expect(ran.toSorted()).toEqual(list.map(({ path }) => path).toSorted());
      expect(makespanMs).toBe(promised);
      const bound = lowerBound(lengths, accounts);
      expect(makespanMs).toBeGreaterThanOrEqual(bound);
      expect(makespanMs).toBeLessThanOrEqual(bound + Math.max(...lengths));
    }),
  );
});
