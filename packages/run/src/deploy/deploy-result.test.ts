import { expect, test } from "@jest/globals";
import { type RunEvent, type RunEventInput, RunState } from "@regatta/run-log";
import { deployResult } from "./deploy-result.ts";

const leased = (account: string): RunEventInput => ({
  kind: "lease-acquired",
  account,
  leaseId: account,
  epoch: 1,
  expiresAt: 0,
});

function stateOf(events: RunEventInput[]): RunState {
  return RunState.of(events.map((event, seq) => ({ ...event, seq, at: seq }) as RunEvent));
}

test("every account has its end, its services and what is known of its outputs", () => {
  const state = stateOf([
    leased("a"),
    { kind: "service-skipped", account: "a", service: "base" },
    {
      kind: "deploy-finished",
      account: "a",
      service: "web",
      stackName: "web",
      durationMs: 7,
      noUpdates: false,
    },
    { kind: "account-ready", account: "a" },
    { kind: "account-released", account: "a" },
    leased("b"),
    { kind: "service-blocked", account: "b", service: "web", by: "base" },
    { kind: "account-dirty", account: "b", reason: "deploying base" },
    leased("c"),
    { kind: "account-rejected", account: "c", reason: "no entry" },
    { kind: "account-released", account: "c" },
    leased("d"),
    { kind: "lease-lost", account: "d", reason: "no heartbeat" },
    { kind: "run-finished", exitCode: 3, reason: "1 of 2 accounts deployed" },
  ]);
  const outputs = new Map([["a", { web: { Url: "x" } }]]);
  expect(deployResult({ runId: "r1", runDirectory: "/runs/r1", state, outputs })).toEqual({
    runId: "r1",
    runDirectory: "/runs/r1",
    exitCode: 3,
    reason: "1 of 2 accounts deployed",
    accounts: [
      {
        account: "a",
        state: "deployed",
        services: [
          { service: "base", outcome: "skipped" },
          { service: "web", outcome: "deployed", durationMs: 7 },
        ],
        outputs: { web: { Url: "x" } },
      },
      {
        account: "b",
        state: "dirty",
        reason: "deploying base",
        services: [{ service: "web", outcome: "blocked", reason: "base" }],
        outputs: {},
      },
      { account: "c", state: "untouched", services: [], outputs: {} },
      { account: "d", state: "lost", reason: "no heartbeat", services: [], outputs: {} },
    ],
  });
});

test("outputs nobody asked for are not there at all", () => {
  const state = stateOf([leased("a"), { kind: "account-released", account: "a" }]);
  expect(deployResult({ runId: "r1", runDirectory: "/", state }).accounts[0]).not.toHaveProperty("outputs");
});
