import { expect, test } from "@jest/globals";
import type { RunEventInput } from "../events/run-event.ts";
import { account, ended, startOf, stateOf } from "../testing/sample-run.ts";
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

const [started] = startOf([]);
const startedWith = (...argv: string[]) => ({ ...started, argv }) as RunEventInput;
const selectedNone: RunEventInput = { kind: "files-selected", files: [], rootDir: "/", expectedMs: {} };

test.each([[[]], [[selectedNone]]])(
  "no files are never green unless the arguments say so (%j)",
  (selected) => {
    for (const argv of [[], ["--listTests"], ["-o"], ["--passWithNoTests=false"], ["passWithNoTests"]]) {
      expect(verdict(stateOf([startedWith(...argv), ...selected, exited(0)])).exitCode).toBe(2);
    }
    for (const flag of ["--passWithNoTests", "--pass-with-no-tests", "--passWithNoTests=true"]) {
      expect(verdict(stateOf([startedWith(flag), ...selected, exited(0)])).exitCode).toBe(0);
      expect(verdict(stateOf([startedWith(flag), ...selected, exited(1)])).exitCode).toBe(2);
    }
  },
);

test("no files are green where Jest's configuration allows that, and only then", () => {
  const allowed: RunEventInput = { kind: "jest-exited", code: 0, signal: null, noTestsAllowed: true };
  expect(verdict(stateOf([startedWith(), allowed])).exitCode).toBe(0);
  expect(verdict(stateOf([startedWith(), { ...allowed, code: 1 }])).exitCode).toBe(2);
  expect(verdict(stateOf([...startOf(["a"]), allowed])).exitCode).toBe(3);
});

test("files that were refused are the user's to mend, whatever Jest said", () => {
  const refused: RunEventInput = { kind: "problem", code: "UNKNOWN_SERVICE", message: "no", refused: true };
  expect(verdict(stateOf([startedWith("--passWithNoTests"), refused, exited(0)]))).toEqual({
    exitCode: 2,
    reason: "nothing was run: see UNKNOWN_SERVICE",
  });
});

test("a Jest that was killed is no usage error, with or without files", () => {
  expect(verdict(stateOf([exited(null)])).exitCode).toBe(3);
  expect(verdict(stateOf([])).exitCode).toBe(3);
  expect(verdict(stateOf([...startOf(["a"]), ...ended("a", "passed"), exited(null)]))).toMatchObject({
    exitCode: 3,
    reason: expect.stringContaining("every file passed"),
  });
});

test("a file that was cut off and found no other account: 3, also with --bail and when others failed", () => {
  const cutOff = (reason: string): RunEventInput[] => [
    ...startOf(["a", "b"]),
    ...ended("a", "failed"),
    ...ended("b", "passed").slice(0, 1),
    { kind: "file-cut-off", account, file: "b", attempt: 1, reason },
    exited(1),
  ];
  const neverAgain: RunEventInput = { kind: "file-never-run", file: "b", reason: "no account was left" };
  expect(verdict(stateOf([...cutOff("lease lost"), neverAgain])).exitCode).toBe(3);
  expect(verdict(stateOf(cutOff("bail"))).exitCode).toBe(1);
});

test("what a file left behind fails the run only where that was asked for", () => {
  const leak = { kind: "leak-found" as const, account, files: ["a"], resources: ["stack left"] };
  const passed = [...startOf(["a"]), ...ended("a", "passed")];
  expect(verdict(stateOf([...passed, leak, exited(0)])).exitCode).toBe(0);
  expect(verdict(stateOf([...passed, { ...leak, fails: true }, exited(0)]))).toEqual({
    exitCode: 1,
    reason: "every file passed, but 1 file left something behind",
  });
});

test("a container's empty part: 0 only where others have files to run", () => {
  const part = (total: number): RunEventInput[] => [
    ...startOf([]),
    { kind: "shard-taken", index: 3, of: 3, files: 0, total },
  ];
  expect(verdict(stateOf([...part(2), exited(0)]))).toEqual({
    exitCode: 0,
    reason: "this container's part is empty: the others have the 2 files there are",
  });
  expect(verdict(stateOf([...part(0), exited(0)])).exitCode).toBe(2);
  expect(verdict(stateOf([...part(2), exited(1)])).exitCode).toBe(2);
});

test("every file passed, but another container has something to say: its exit code", () => {
  const said = (exitCode: number): RunEventInput => ({
    kind: "container-said",
    container: "2",
    exitCode,
    reason: "Jest ended with 1",
  });
  const run = (exitCode: number) => [...startOf(["a"]), ...ended("a", "passed"), exited(0), said(exitCode)];
  expect(verdict(stateOf(run(1)))).toEqual({ exitCode: 1, reason: "container 2: Jest ended with 1" });
  expect(verdict(stateOf(run(3))).exitCode).toBe(3);
  expect(verdict(stateOf(run(0))).exitCode).toBe(0);
});
