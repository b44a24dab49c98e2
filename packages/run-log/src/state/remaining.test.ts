import { expect, test } from "@jest/globals";
import type { RunEventInput } from "../events/run-event.ts";
import { account, ended, startOf, stateOf } from "../testing/sample-run.ts";
import { remainingMs } from "./remaining.ts";

const selected = (expectedMs: Record<string, number>, ...files: string[]): RunEventInput => ({
  kind: "files-selected",
  files,
  rootDir: "/",
  expectedMs,
});

test("nothing is estimated while nothing is known", () => {
  expect(remainingMs(stateOf(startOf(["a", "b"])), 0)).toBeUndefined();
});

test("what is left is shared by the accounts that take files, but no file is cut in two", () => {
  const two: RunEventInput[] = ["a1", "a2"].map((key) => ({ kind: "account-ready", account: key }));
  const even = stateOf([selected({ a: 100, b: 100, c: 100, d: 100 }, "a", "b", "c", "d"), ...two]);
  expect(remainingMs(even, 0)).toBe(200);
  const long = stateOf([selected({ a: 900, b: 100 }, "a", "b"), ...two]);
  expect(remainingMs(long, 0)).toBe(900);
});

test("a file under way counts for what it still has before it, and one over its time for nothing", () => {
  const running: RunEventInput[] = [
    selected({ a: 100 }, "a"),
    { kind: "account-ready", account },
    { kind: "file-started", account, file: "a", attempt: 1 },
  ];
  expect(remainingMs(stateOf(running), 2 + 40)).toBe(60);
  expect(remainingMs(stateOf(running), 2 + 400)).toBe(0);
});

test("a file without a record counts as the mean of the others", () => {
  const state = stateOf([selected({ a: 100, b: 300 }, "a", "b", "new"), { kind: "account-ready", account }]);
  expect(remainingMs(state, 0)).toBe(600);
});

test("nothing is left once every file has its result or will never run", () => {
  const state = stateOf([
    ...startOf(["a", "b"]),
    ...ended("a", "passed"),
    { kind: "file-never-run", file: "b", reason: "no account was left" },
  ]);
  expect(remainingMs(state, 100)).toBe(0);
});
