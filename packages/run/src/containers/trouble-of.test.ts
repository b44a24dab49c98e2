import { expect, test } from "@jest/globals";
import { type RunEvent, type RunEventInput, RunState } from "@regatta/run-log";
import { troubleOf } from "./trouble-of.ts";

function troubleAfter(code: number | null, ...events: RunEventInput[]) {
  const all: RunEventInput[] = [
    { kind: "files-selected", files: ["a"], rootDir: "/", expectedMs: {} },
    ...events,
    { kind: "jest-exited", code, signal: code === null ? "SIGKILL" : null },
  ];
  return troubleOf(RunState.of(all.map((event, seq) => ({ ...event, seq, at: seq }) as RunEvent)));
}

const ended = (outcome: "passed" | "failed"): RunEventInput => ({
  kind: "file-finished",
  account: "1/x",
  file: "a",
  attempt: 1,
  outcome,
  durationMs: 1,
  result: { tests: [], skipped: false },
  final: true,
});
const given = (reason: string): RunEventInput => ({ kind: "file-never-run", file: "a", reason });

test.each<[string, unknown, ReturnType<typeof troubleAfter>]>([
  ["all is well", undefined, troubleAfter(0, ended("passed"))],
  ["a file failed: the queue has that", undefined, troubleAfter(1, ended("failed"))],
  ["coverage, teardown or a reporter says no", 1, troubleAfter(1, ended("passed"))],
  ["a file was given up here, which another container may pass", 1, troubleAfter(1, given("no account"))],
  [
    "what failed here does not count, and Jest may have said no for more than that",
    1,
    troubleAfter(1, ended("failed"), {
      kind: "file-elsewhere",
      file: "a",
      container: "2",
      verdict: "passed",
    }),
  ],
  ["Jest was killed", 3, troubleAfter(null, ended("passed"))],
])("%s", (_, exitCode, { isEarly, trouble }) => {
  expect(isEarly).toBe(false);
  expect(trouble?.exitCode).toBe(exitCode);
});

test("who was interrupted, or gave way to a failure, waits for nobody", () => {
  expect(troubleAfter(1, given("bail"))).toEqual({ isEarly: true });
  expect(troubleAfter(0, { kind: "interrupted", signal: "SIGTERM" })).toEqual({ isEarly: true });
});
