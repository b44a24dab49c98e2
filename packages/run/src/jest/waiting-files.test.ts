import { expect, test } from "@jest/globals";
import type { FromJest } from "@regatta/jest-runner";
import { WaitingFiles } from "./waiting-files.ts";

const started = (file: string, attempt = 1): FromJest => ({
  kind: "file-started",
  account: "1/x",
  file,
  attempt,
});
const finished = (file: string, final: boolean): FromJest => ({
  kind: "file-finished",
  account: "1/x",
  file,
  attempt: 1,
  outcome: "failed",
  durationMs: 1,
  result: { tests: [], skipped: false },
  final,
});
const cutOff = (file: string): FromJest => ({
  kind: "file-cut-off",
  account: "1/x",
  file,
  attempt: 1,
  reason: "r",
});

test("a file waits until it is started, and again when it is to be tried again or was cut off", () => {
  const waiting = new WaitingFiles(3);
  const after = (...messages: FromJest[]) => {
    for (const message of messages) waiting.onMessage(message);
    return waiting.count;
  };
  expect(after(started("a"))).toBe(2);
  expect(after(finished("a", false))).toBe(3);
  expect(after(started("a"), finished("a", true))).toBe(2);
  expect(after(started("b"), cutOff("b"))).toBe(2);
  // Its backup copy has the result that counts; the other one is cut off.
  expect(after(started("b"), started("b"))).toBe(1);
  expect(after(finished("b", true), cutOff("b"))).toBe(1);
  expect(after({ kind: "file-never-run", file: "c", reason: "r" })).toBe(0);
});

test("a file that takes several accounts at once waits for all of them", () => {
  const waiting = new WaitingFiles(2, { a: 3 });
  expect([waiting.count, waiting.accounts]).toEqual([2, 4]);
  waiting.onMessage(started("a"));
  expect([waiting.count, waiting.accounts]).toEqual([1, 1]);
  expect(waiting.largest).toBe(1);
  waiting.onMessage(cutOff("a"));
  expect([waiting.accounts, waiting.largest]).toEqual([4, 3]);
});

test("a file another machine has is none of ours, until it lets it go", () => {
  const waiting = new WaitingFiles(3, { a: 2 });
  waiting.elsewhere("a", "running");
  waiting.elsewhere("b", "done");
  expect([waiting.count, waiting.open, waiting.largest]).toEqual([1, 1, 1]);
  waiting.elsewhere("a", "waiting");
  expect([waiting.count, waiting.open, waiting.largest]).toEqual([2, 2, 2]);
  waiting.elsewhere("b", "waiting");
  expect(waiting.count).toBe(2);
});
