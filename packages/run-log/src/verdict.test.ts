import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RunEventInput } from "./run-event.ts";
import { ended, startOf, stateOf } from "./testing/sample-run.ts";
import { verdict } from "./verdict.ts";

const exited = (code: number | null): RunEventInput => ({ kind: "jest-exited", code, signal: null });

test("all files passed and Jest agrees: 0", () => {
  expect(verdict(stateOf([...startOf(["a"]), ...ended("a", "passed"), exited(0)])).exitCode).toBe(0);
});

test("a failed file: 1", () => {
  expect(verdict(stateOf([...startOf(["a"]), ...ended("a", "failed"), exited(1)])).exitCode).toBe(1);
});

test("every file passed, but Jest says no: 1", () => {
  expect(verdict(stateOf([...startOf(["a"]), ...ended("a", "passed"), exited(1)])).exitCode).toBe(1);
});

test("a file without a result: 3, also when others failed", () => {
  const events = [...startOf(["a", "b"]), ...ended("a", "failed"), exited(1)];
  expect(verdict(stateOf(events)).exitCode).toBe(3);
});

test("files left out because of --bail: 1", () => {
  const events: RunEventInput[] = [
    ...startOf(["a", "b"]),
    ...ended("a", "failed"),
    { kind: "file-never-run", file: "b", reason: "bail" },
    exited(1),
  ];
  expect(verdict(stateOf(events)).exitCode).toBe(1);
});

test("interrupted: 130 or 143, whatever the files did", () => {
  const events: RunEventInput[] = [
    ...startOf(["a"]),
    ...ended("a", "passed"),
    { kind: "interrupted", signal: "SIGTERM" },
  ];
  expect(verdict(stateOf(events)).exitCode).toBe(143);
});

test("no files selected is never green unless Jest itself was content", () => {
  expect(verdict(stateOf([exited(1)])).exitCode).toBe(2);
  expect(verdict(stateOf([exited(null)])).exitCode).not.toBe(0);
  expect(verdict(stateOf([])).exitCode).toBe(3);
});

test("0 implies that every selected file has a passing final result", () => {
  const fate = fc.constantFrom("passed", "failed", "crashed", "timed-out", "cut-off", "never", "silent");
  fc.assert(
    fc.property(fc.array(fate, { minLength: 1 }), fc.constantFrom(0, 1, null), (fates, code) => {
      const names = fates.map((_, i) => `f${i}`);
      const events = fates.flatMap((f, i) => eventsOf(names[i] ?? "", f));
      const { exitCode } = verdict(stateOf([...startOf(names), ...events, exited(code)]));
      expect(exitCode === 0).toBe(code === 0 && fates.every((f) => f === "passed"));
    }),
  );
});

function eventsOf(file: string, fate: string): RunEventInput[] {
  switch (fate) {
    case "never":
      return [{ kind: "file-never-run", file, reason: "no account" }];
    case "silent":
      return [];
    case "cut-off": {
      const [started] = ended(file, "passed");
      return [
        started as RunEventInput,
        { kind: "file-cut-off", account: "x", file, attempt: 1, reason: "lost" },
      ];
    }
    default:
      return ended(file, fate as "passed");
  }
}
