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

test("a deploy that failed in several accounts is told once, with what it blocked", () => {
  const reason = "Role: not allowed";
  const nextStep = "Add to serverless.yml:\nprovider:";
  const events = [account, "210000000002/eu-west-1", "210000000003/eu-west-1"].flatMap(
    (key): RunEventInput[] => [
      {
        kind: "deploy-failed",
        account: key,
        service: "orders",
        stackName: "orders",
        reason,
        nextStep,
        durationMs: 1,
      },
      { kind: "service-blocked", account: key, service: "api", by: "orders" },
      { kind: "service-blocked", account: key, service: "web", by: "orders" },
    ],
  );
  const throttled: RunEventInput = { kind: "deploy-throttled", account, waitMs: 200 };
  const text = renderSummary(stateOf([...startOf([]), ...events, throttled, throttled]), places);
  expect(text).toContain("in 1 account, 1 of them slowed down by CloudFormation's throttling");
  expect(text.match(/orders could not be deployed: Role: not allowed/g)).toHaveLength(1);
  expect(text).toContain(`(${account} and 2 more)`);
  expect(text).toContain("    next: Add to serverless.yml:\n    provider:\n");
  expect(text).toContain("blocked by it: api, web");
  expect(text).toContain("3 failed, 6 blocked");
});
