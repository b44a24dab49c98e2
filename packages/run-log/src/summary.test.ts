import { expect, test } from "@jest/globals";
import type { RunEventInput } from "./run-event.ts";
import { renderSummary } from "./summary.ts";
import { account, ended, startOf, stateOf } from "./testing/sample-run.ts";

const places = { junit: "reports/junit.xml", runDirectory: ".regatta/runs/r1" };

test("a failed file is named with its account and the first failure", () => {
  const text = renderSummary(stateOf([...startOf(["a"]), ...ended("a", "failed", "expected 1")]), places);
  expect(text).toContain(`✗ a: failed (${account})`);
  expect(text).toContain("expected 1");
  expect(text).not.toContain("\u001b");
});

test("many files without a result for one reason are one entry", () => {
  const files = Array.from({ length: 50 }, (_, i) => `f${i}`);
  const never = files.map(
    (file): RunEventInput => ({ kind: "file-never-run", file, reason: "no account was left" }),
  );
  const text = renderSummary(stateOf([...startOf(files), ...never]), places);
  expect(text).toContain("✗ 50 without a result: no account was left");
  expect(text).toContain("and 47 more");
});

test("dirty accounts come with their reason, problems with their next step, and the places are named", () => {
  const text = renderSummary(
    stateOf([
      ...startOf([]),
      { kind: "account-dirty", account, reason: "a.test.ts timed out" },
      { kind: "problem", code: "X_FAILED", message: "x failed", nextStep: "mend x" },
    ]),
    places,
  );
  for (const words of [
    "is dirty: a.test.ts timed out",
    "[X_FAILED]",
    "next: mend x",
    places.junit,
    places.runDirectory,
  ]) {
    expect(text).toContain(words);
  }
});
