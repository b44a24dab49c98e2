import { expect, test } from "@jest/globals";
import type { FileToRun, ScheduleOptions } from "./file-to-run.ts";
import { Schedule } from "./schedule.ts";

function scheduleIn(accounts: string[], files: FileToRun[], options: ScheduleOptions = {}): Schedule {
  const schedule = new Schedule(files, options);
  for (const account of accounts) schedule.accountJoined(account);
  return schedule;
}

test("a lock is free again once its file has stopped, before its result is known", () => {
  const files = [
    { path: "f", locks: ["x", "y"] },
    { path: "g", locks: ["y"] },
    { path: "h", locks: ["z"] },
  ];
  const schedule = scheduleIn(["a", "b"], files, { filesPerAccount: 2 });
  expect(schedule.next("a")?.path).toBe("f");
  expect(schedule.next("b")?.path).toBe("h");
  expect(schedule.next("b")).toBeUndefined();
  schedule.left("a", "f");
  expect(schedule.next("b")?.path).toBe("g");
  expect(schedule.ended("a", "f", "passed").result).toBe("final");
});

test("a file gathers accounts as they become free, in its turn; they take nothing meanwhile, also not for another such file", () => {
  const files = [
    { path: "long", expectedMs: 90 },
    { path: "two", expectedMs: 40, accounts: 2 },
    { path: "three", expectedMs: 20, accounts: 3 },
    { path: "short", expectedMs: 1 },
  ];
  const schedule = scheduleIn(["a", "b"], files);
  expect(schedule.next("a")?.path).toBe("long");
  expect([schedule.next("b"), schedule.next("b"), schedule.waiting]).toEqual([undefined, undefined, 3]);
  schedule.ended("a", "long", "passed");
  expect(schedule.next("a")).toEqual({ path: "two", accounts: ["b", "a"] });
  expect(() => schedule.ended("a", "two", "passed")).toThrow("two is not running in a");
  schedule.ended("b", "two", "passed");
  // Three accounts were never there: nobody is kept for it.
  expect(schedule.next("a")?.path).toBe("short");
  expect(schedule.giveUpBlocked()).toEqual([{ path: "three" }]);
});

test("what gathers waits again when an account it had or needs is gone, and others are free again", () => {
  const files = [
    { path: "two", expectedMs: 40, accounts: 2 },
    { path: "one", expectedMs: 1 },
  ];
  const schedule = scheduleIn(["a", "b"], files);
  expect(schedule.next("a")).toBeUndefined();
  schedule.accountLeft("b");
  expect(schedule.next("a")?.path).toBe("one");
  schedule.accountJoined("c");
  schedule.ended("a", "one", "passed");
  schedule.next("a");
  expect(schedule.next("c")).toEqual({ path: "two", accounts: ["a", "c"] });
  expect(schedule.accountLeft("c")).toEqual(["two"]);
  expect([schedule.isIdle("a"), schedule.waiting]).toEqual([true, 1]);
});

test("untouched accounts are kept for exclusive files as long as there are not more than these need", () => {
  const files = [
    { path: "e", expectedMs: 1, exclusive: true, requires: ["web"] },
    { path: "f", expectedMs: 90 },
  ];
  const schedule = new Schedule([...files, { path: "g", requires: ["base"] }]);
  schedule.accountJoined("a", ["base"]);
  expect([schedule.next("a"), schedule.hasWorkFor("a")]).toEqual([undefined, true]);
  schedule.accountJoined("b", ["base"]);
  expect(schedule.next("b")?.path).toBe("g");
  schedule.servicesReady("a", "all");
  expect(schedule.next("a")).toEqual({ path: "e", accounts: ["a"] });
  expect(schedule.next("a")).toBeUndefined();
});

test("with a way to make data fresh an exclusive file takes its turn anywhere; one taken back leaves its account as fresh as it was", () => {
  const schedule = scheduleIn(
    ["a"],
    [
      { path: "f", expectedMs: 9 },
      { path: "e", exclusive: true },
    ],
    {
      canFreshen: true,
      inOrder: true,
    },
  );
  schedule.next("a");
  schedule.takeBack("a", "f");
  schedule.elsewhere("f", "running");
  expect(schedule.next("a")).toEqual({ path: "e", accounts: ["a"] });
  schedule.putBack("a", "e");
  expect(schedule.next("a")).toEqual({ path: "e", accounts: ["a"], freshen: ["a"] });
  schedule.ended("a", "e", "passed");
  expect([schedule.isComplete, schedule.hasWorkFor("a")]).toEqual([false, false]);
  schedule.elsewhere("f", "waiting");
  expect(schedule.next("a")?.path).toBe("f");
});

test("a file that failed waits for another account that could take it, and goes back only when there is none", () => {
  const schedule = scheduleIn(
    ["a", "b"],
    [
      { path: "f", expectedMs: 9 },
      { path: "g", expectedMs: 1 },
    ],
    { retries: 2 },
  );
  schedule.next("a");
  schedule.next("b");
  expect(schedule.ended("a", "f", "failed").result).toBe("tried-again");
  expect([schedule.next("a"), schedule.hasWorkFor("a")]).toEqual([undefined, true]);
  schedule.accountLeft("b");
  expect(schedule.next("a")?.path).toBe("f");
  expect(schedule.ended("a", "f", "failed").result).toBe("tried-again");
  schedule.forgive("a");
  schedule.accountJoined("c");
  for (const result of ["tried-again", "tried-again", "final"]) {
    expect(schedule.next("c")?.path).toBe("f");
    expect(schedule.ended("c", "f", "failed").result).toBe(result);
    schedule.accountLeft("a");
  }
});

test("a file that is late gets one copy where nothing else is to be done; the first result counts", () => {
  const files = [
    { path: "f", expectedMs: 10, p95Ms: 30 },
    { path: "g", expectedMs: 1 },
  ];
  const schedule = scheduleIn(["a", "b", "c"], files, { backupCopies: true });
  schedule.next("a");
  expect(schedule.nextLookMs(0)).toBeUndefined();
  schedule.began("a", "f", 100);
  expect(schedule.next("b", 500)?.path).toBe("g");
  expect(schedule.ended("b", "g", "passed").result).toBe("final");
  expect([schedule.nextLookMs(110), schedule.next("b", 129)]).toEqual([20, undefined]);
  // One file may become late: one of the idle accounts stays for it.
  expect([schedule.hasWorkFor("b"), schedule.hasWorkFor("c")]).toEqual([false, false]);
  schedule.accountLeft("c");
  expect(schedule.hasWorkFor("b")).toBe(true);
  expect(schedule.next("b", 130)).toEqual({ path: "f", accounts: ["b"], copy: true });
  expect(schedule.ended("b", "f", "failed")).toEqual({ result: "final", cutOff: ["a"] });
  expect(schedule.ended("a", "f", "passed")).toEqual({ result: "too-late", cutOff: [] });
});

test("a file is not late before it has taken as long as is asked for, however short it was before", () => {
  const files = [
    { path: "short", p95Ms: 30 },
    { path: "long", p95Ms: 5_000 },
  ];
  const schedule = scheduleIn(["a", "b", "c"], files, { backupCopies: true, leastLateMs: 1_000 });
  expect([schedule.next("a")?.path, schedule.next("b")?.path]).toEqual(["short", "long"]);
  schedule.began("a", "short", 100);
  schedule.began("b", "long", 100);
  expect([schedule.nextLookMs(100), schedule.next("c", 1_099)]).toEqual([1_000, undefined]);
  expect(schedule.next("c", 1_100)).toMatchObject({ path: "short", copy: true });
  expect(schedule.nextLookMs(1_100)).toBe(4_000);
});

test("with retries a first failure waits for the other copy", () => {
  const schedule = scheduleIn(["a", "b"], [{ path: "f", p95Ms: 1 }], { backupCopies: true, retries: 1 });
  schedule.next("a");
  schedule.began("a", "f", 0);
  expect(schedule.next("b", 1)?.copy).toBe(true);
  expect(schedule.ended("a", "f", "failed")).toEqual({ result: "tried-again", cutOff: [] });
  expect([schedule.waiting, schedule.next("a")]).toEqual([0, undefined]);
  expect(schedule.ended("b", "f", "passed").result).toBe("final");
});

test("files that need more accounts than can be had are given up alone, also one that gathers", () => {
  const schedule = scheduleIn(["a", "b"], [{ path: "two", expectedMs: 9, accounts: 2 }, { path: "one" }]);
  schedule.next("a");
  expect(schedule.giveUpLarger(1)).toEqual([{ path: "two" }]);
  expect(schedule.next("a")?.path).toBe("one");
});
