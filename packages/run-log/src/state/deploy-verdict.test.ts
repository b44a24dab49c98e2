import { expect, test } from "@jest/globals";
import type { RunEventInput, RunPurpose } from "../events/run-event.ts";
import { renderSummary } from "../summary/summary.ts";
import { head } from "../terminal/head.ts";
import { stateOf } from "../testing/sample-run.ts";
import { verdict } from "./verdict.ts";

const begin = (purpose: RunPurpose, accounts?: number): RunEventInput[] => [
  { kind: "run-started", runId: "r1", version: "0", purpose, pool: "default", argv: [], pid: 1 },
  ...(accounts === undefined ? [] : [{ kind: "accounts-wanted" as const, accounts }]),
];
const leased = (account: string): RunEventInput => ({
  kind: "lease-acquired",
  account,
  leaseId: account,
  epoch: 1,
  expiresAt: 0,
});
const ready = (account: string): RunEventInput => ({ kind: "account-ready", account });
const released = (account: string): RunEventInput => ({ kind: "account-released", account });
const dirty = (account: string): RunEventInput => ({
  kind: "account-dirty",
  account,
  reason: "a deploy failed",
});
const deployed = (account: string) => [leased(account), ready(account), released(account)];
const failed = (account: string) => [leased(account), dirty(account)];
const of = (...events: RunEventInput[]) => verdict(stateOf(events));

test("a deploy is green only when as many accounts as were wanted are deployed and handed back", () => {
  expect(of(...begin("deploy", 2), ...deployed("a"), ...deployed("b"))).toEqual({
    exitCode: 0,
    reason: "2 accounts deployed",
  });
  expect(of(...begin("deploy", 2), ...deployed("a"))).toEqual({
    exitCode: 3,
    reason: "1 of 2 accounts deployed",
  });
  expect(of(...begin("deploy", 2), ...deployed("a"), ...failed("b")).exitCode).toBe(3);
  expect(of(...begin("deploy", 1), leased("a"), ready("a")).exitCode).toBe(3);
  expect(of(...begin("deploy", 1), leased("a"), released("a")).exitCode).toBe(3);
});

test("an account that was lost or set aside is no harm when another took its place", () => {
  const lost: RunEventInput[] = [leased("a"), { kind: "lease-lost", account: "a", reason: "gone" }];
  expect(of(...begin("deploy", 1), ...lost, ...deployed("b")).exitCode).toBe(0);
  expect(of(...begin("warm"), ...lost, ...deployed("b")).exitCode).toBe(3);
});

test("warming nothing is green when there was nothing to warm, and not when the pool could not be asked", () => {
  expect(of(...begin("warm"))).toEqual({ exitCode: 0, reason: "nothing to do" });
  const problem: RunEventInput = { kind: "problem", code: "LEASE_FAILED", message: "no answer" };
  expect(of(...begin("warm"), problem)).toEqual({ exitCode: 3, reason: "no answer" });
  expect(of(...begin("warm"), ...deployed("a"), ...failed("b")).exitCode).toBe(3);
});

test("interrupted is interrupted, whatever was deployed", () => {
  const interrupted: RunEventInput = { kind: "interrupted", signal: "SIGINT" };
  expect(of(...begin("deploy", 1), ...deployed("a"), interrupted).exitCode).toBe(130);
});

test("the head counts accounts and deploys, and the summary speaks of no files", () => {
  const finished: RunEventInput = {
    kind: "deploy-finished",
    account: "a",
    service: "orders",
    stackName: "orders",
    durationMs: 5,
    noUpdates: false,
  };
  const state = stateOf([...begin("deploy", 2), leased("a"), finished, ready("a"), released("a")]);
  expect(head(state, 9_000)).toBe("1/2 accounts ready · 1 deployed · 9 s");
  const summary = renderSummary(state, { runDirectory: "/runs/r1" });
  expect(summary).toContain("deploys 1 deployed");
  expect(summary).not.toMatch(/files|junit/);
});
