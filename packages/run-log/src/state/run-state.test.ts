import { expect, test } from "@jest/globals";
import type { RunEventInput } from "../events/run-event.ts";
import { account, ended, startOf, stateOf } from "../testing/sample-run.ts";

const phaseAfter = (...events: RunEventInput[]) => stateOf(events).accounts.get(account)?.phase;
const deploy = { account, service: "orders", stackName: "orders" };

test("an account goes from its lease over its deploys and files to its hand-back", () => {
  const life: Array<[RunEventInput, unknown]> = [
    [{ kind: "lease-acquired", account, leaseId: "l", epoch: 1, expiresAt: 0 }, { kind: "leased" }],
    [
      { kind: "session-opened", account },
      { kind: "preparing", deploying: [] },
    ],
    [
      { kind: "stacks-read", account, stacks: 3 },
      { kind: "preparing", deploying: [] },
    ],
    [
      { kind: "deploy-started", ...deploy, reason: "missing" },
      { kind: "preparing", deploying: ["orders"] },
    ],
    [
      { kind: "deploy-finished", ...deploy, durationMs: 1, noUpdates: false },
      { kind: "preparing", deploying: [] },
    ],
    [{ kind: "account-ready", account }, { kind: "ready" }],
    [
      { kind: "file-started", account, file: "a", attempt: 1 },
      { kind: "running", files: ["a"] },
    ],
    [
      { kind: "file-started", account, file: "b", attempt: 1 },
      { kind: "running", files: ["a", "b"] },
    ],
    [ended("a", "passed")[1] as RunEventInput, { kind: "running", files: ["b"] }],
    [{ kind: "file-cut-off", account, file: "b", attempt: 1, reason: "x" }, { kind: "idle" }],
    [
      { kind: "account-dirty", account, reason: "b was cut off" },
      { kind: "dirty", reason: "b was cut off" },
    ],
  ];
  const events = life.map(([event]) => event);
  for (const [i, [, phase]] of life.entries()) expect(phaseAfter(...events.slice(0, i + 1))).toEqual(phase);
});

test("files that run while other services are deployed hide the deploys, not what comes after them", () => {
  const failed = { kind: "deploy-failed", ...deploy, reason: "no", durationMs: 1 } as const;
  const events: RunEventInput[] = [
    { kind: "session-opened", account },
    { kind: "deploy-started", ...deploy, reason: "missing" },
    { kind: "file-started", account, file: "a", attempt: 1 },
  ];
  const finished = ended("a", "passed")[1] as RunEventInput;
  expect(phaseAfter(...events)).toMatchObject({ kind: "running", files: ["a"] });
  expect(phaseAfter(...events, finished)).toEqual({ kind: "preparing", deploying: ["orders"] });
  expect(phaseAfter(...events, failed, finished)).toMatchObject({ kind: "preparing", failed: ["orders"] });
  const ready: RunEventInput = { kind: "account-ready", account };
  expect(phaseAfter(...events, ready)).toEqual({ kind: "running", files: ["a"] });
  expect(phaseAfter(...events, ready, finished)).toEqual({ kind: "idle" });
  expect(stateOf([...events, failed]).accounts.get(account)?.since).toBe(
    stateOf(events).accounts.get(account)?.since,
  );
});

test("since is when the phase began, and what changes nothing leaves it alone", () => {
  const state = stateOf([
    { kind: "account-ready", account },
    { kind: "worker-started", account, pid: 1 },
  ]);
  expect(state.accounts.get(account)?.since).toBe(0);
});

test("a file that was cut off and then passed elsewhere has passed, with both attempts on record", () => {
  const elsewhere = "210000000002/eu-west-1";
  const [began, passed] = ended("a", "passed").map((event) => ({ ...event, account: elsewhere }));
  const state = stateOf([
    ...startOf(["a"]),
    { kind: "file-started", account, file: "a", attempt: 1 },
    { kind: "file-cut-off", account, file: "a", attempt: 1, reason: "lease lost" },
    began as RunEventInput,
    passed as RunEventInput,
  ]);
  const file = state.files.get("a");
  expect(file?.attempts.map((attempt) => [attempt.account, attempt.end?.kind])).toEqual([
    [account, "cut-off"],
    [elsewhere, "finished"],
  ]);
  expect(state.counts()).toMatchObject({ passed: 1, "cut-off": 0 });
});

test("a result whose start is not in the log is not lost", () => {
  const state = stateOf([...startOf(["a"]), ended("a", "failed")[1] as RunEventInput]);
  expect(state.counts()).toMatchObject({ failed: 1, "never-run": 0 });
});

test("deploys are on record with what came of them", () => {
  const state = stateOf([
    { kind: "service-skipped", account, service: "base" },
    { kind: "deploy-finished", ...deploy, durationMs: 3, noUpdates: false },
    { kind: "deploy-finished", ...deploy, durationMs: 3, noUpdates: true },
    { kind: "deploy-failed", ...deploy, durationMs: 3, reason: "quota" },
  ]);
  expect(state.deploys.map(({ outcome }) => outcome)).toEqual(["skipped", "deployed", "unchanged", "failed"]);
});

test("accounts that were handed back or lost are no longer held", () => {
  const others = ["a", "b", "c"].map((key) => ({ kind: "account-ready", account: key }) as const);
  const state = stateOf([
    ...startOf([]),
    ...others,
    { kind: "account-released", account: "a" },
    { kind: "account-dirty", account: "b", reason: "x" },
    { kind: "lease-lost", account: "c", reason: "x" },
  ]);
  expect(state.held.map((held) => held.account)).toEqual([account]);
});
