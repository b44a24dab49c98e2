import type { RunEvent, RunEventInput } from "@regatta/run-log";
import fc from "fast-check";

const account = fc.constantFrom("1/x", "2/x", "3/x");
const service = fc.constantFrom("orders", "payments");
const file = fc.constantFrom("a", "b", "c");
const outcome = fc.constantFrom("passed", "failed", "crashed", "timed-out");

const inAccount = account.chain((key) =>
  fc.oneof(
    fc.constantFrom<RunEventInput>(
      { kind: "lease-acquired", account: key, leaseId: "l", epoch: 1, expiresAt: 0 },
      { kind: "session-opened", account: key },
      { kind: "stacks-read", account: key, stacks: 3 },
      { kind: "account-ready", account: key },
      { kind: "worker-started", account: key, pid: 1 },
      { kind: "account-released", account: key },
      { kind: "account-dirty", account: key, reason: "a file crashed\nits worker" },
      { kind: "lease-lost", account: key, reason: "expired" },
      { kind: "account-rejected", account: key, reason: "refused" },
      { kind: "account-suspect", account: key, files: ["a"], reason: "they passed elsewhere" },
      { kind: "account-freshened", account: key, file: "a", durationMs: 300 },
    ),
    service.chain((name) =>
      fc.constantFrom<RunEventInput>(
        { kind: "service-skipped", account: key, service: name },
        { kind: "deploy-started", account: key, service: name, stackName: name, reason: "changed" },
        {
          kind: "deploy-finished",
          account: key,
          service: name,
          stackName: name,
          durationMs: 50,
          noUpdates: false,
        },
        {
          kind: "deploy-failed",
          account: key,
          service: name,
          stackName: name,
          reason: "no",
          durationMs: 5,
        },
        { kind: "probe-started", account: key, service: name, probe: "GET /" },
        { kind: "probe-held", account: key, service: name, probe: "GET /", durationMs: 5 },
      ),
    ),
    fc.tuple(file, outcome).chain(([name, how]) =>
      fc.constantFrom<RunEventInput>(
        { kind: "file-started", account: key, file: name, attempt: 1 },
        { kind: "file-started", account: key, file: name, attempt: 2, others: ["3/x"] },
        {
          kind: "file-finished",
          account: key,
          file: name,
          attempt: 1,
          outcome: how as "passed",
          durationMs: 70,
          result: { tests: [], skipped: false },
        },
        { kind: "file-cut-off", account: key, file: name, attempt: 1, reason: "bail" },
      ),
    ),
  ),
);

const ofRun = fc.constantFrom<RunEventInput>(
  { kind: "files-selected", files: ["a", "b", "c"], rootDir: "/", expectedMs: {} },
  { kind: "lease-waiting", reason: "all accounts are in use" },
  { kind: "file-never-run", file: "c", reason: "no account" },
  { kind: "interrupted", signal: "SIGINT" },
  { kind: "problem", code: "LEASE_LOST", message: "so it was" },
);

/** Logs in which anything happens in any order, by a clock that is set now and then, some without their end. */
export const randomLog = fc
  .record({
    happened: fc.array(
      fc.tuple(fc.oneof({ arbitrary: inAccount, weight: 6 }, ofRun), fc.integer({ min: -50, max: 400 })),
      {
        maxLength: 40,
      },
    ),
    exitCode: fc.constantFrom(undefined, 0, 1, 3, 130),
  })
  .map(({ happened, exitCode }): RunEvent[] => {
    let at = 1_700_000_000_000;
    const stamped = happened.map(([input, after], i) => {
      at += after;
      return { ...input, seq: i + 1, at } as RunEvent;
    });
    const started = {
      kind: "run-started",
      logVersion: 1,
      runId: "r1",
      version: "0",
      pool: "p",
      argv: [],
      pid: 1,
    };
    const end = { kind: "run-finished", exitCode, reason: "so it was", seq: stamped.length + 1, at };
    return [
      { ...started, seq: 0, at: 1_700_000_000_000 } as RunEvent,
      ...stamped,
      ...(exitCode === undefined ? [] : [end as RunEvent]),
    ];
  });
