import type { RunEvent, RunEventInput } from "../events/run-event.ts";
import { account } from "./sample-run.ts";

type Of<K extends RunEvent["kind"]> = Omit<Extract<RunEventInput, { kind: K }>, "kind" | "account">;

const service = { service: "orders", stackName: "orders-main" };
const file = { file: "a.js", attempt: 1 };
const result = { tests: [], skipped: false };
const quarantined = { file: "a.js", test: "pays", until: "2999-12-31" };
const commit = "0123456789abcdef";
const source = { repository: "github.com/shop/web", services: ["web"], ref: "main", commit, why: "its ref" };

// A kind that is missing here does not compile.
const fields: { [K in RunEvent["kind"]]: Of<K> } = {
  "run-started": { runId: "r1", version: "0", pool: "default", argv: [], pid: 1 },
  "sources-taken": { sources: [source] },
  "accounts-wanted": { accounts: 2 },
  "files-selected": { files: ["a.js"], rootDir: "/project", expectedMs: {} },
  "accounts-chosen": { accounts: 2, reason: "more would wait for the longest file" },
  quarantine: { entries: [{ ...quarantined, files: ["a.js"] }] },
  "quarantine-over": quarantined,
  "lease-waiting": { reason: "all leased", position: 1, of: 2 },
  "surplus-wanted": { accounts: 1 },
  "lease-acquired": { leaseId: "l1", epoch: 1, expiresAt: 0 },
  "lease-lost": { reason: "someone else has it" },
  "account-rejected": { reason: "AccessDenied" },
  "session-opened": {},
  "stacks-read": { stacks: 3 },
  "service-skipped": { service: "orders" },
  "deploy-started": { ...service, reason: "its fingerprint is another" },
  "deploy-finished": { ...service, durationMs: 1_200, noUpdates: false },
  "deploy-failed": { ...service, reason: "no\nmore", durationMs: 1_200 },
  "service-blocked": { service: "web", by: "orders" },
  "service-ready": { service: "orders" },
  "probe-started": { service: "orders", probe: "https://orders.test answers" },
  "probe-held": { service: "orders", probe: "https://orders.test answers", durationMs: 300 },
  "deploy-throttled": { waitMs: 400 },
  "stack-cleared": { ...service, status: "ROLLBACK_COMPLETE" },
  "stack-waiting": { ...service, status: "UPDATE_IN_PROGRESS" },
  "account-ready": {},
  "worker-started": { pid: 77 },
  "file-started": { ...file, attempt: 2, others: ["210000000002/eu-west-1"], copy: true },
  "file-finished": { ...file, outcome: "passed", durationMs: 1_200, result },
  "file-cut-off": { ...file, reason: "the lease was lost" },
  "account-suspect": { files: ["a.js"], reason: "2 files passed elsewhere" },
  "account-limit": { endsInMs: 60_000, reason: "its credentials end" },
  "account-freshened": { file: "a.js", durationMs: 300 },
  "file-elsewhere": { file: "a.js", container: "2", verdict: "timed-out" },
  "container-joined": { key: "job-7", index: 1, of: 2, id: "c1" },
  "container-waits": { files: 2 },
  "container-lost": { container: "2", files: ["a.js"] },
  "container-said": { container: "2", exitCode: 0, reason: "" },
  "container-ended": { exitCode: 0, reason: "all files passed" },
  "shard-taken": { index: 1, of: 2, files: 1, total: 2 },
  "result-refused": { file: "a.js" },
  "leak-found": { files: ["a.js"], resources: ["stack left"] },
  "file-never-run": { file: "a.js", reason: "no account was left" },
  "account-surplus": {},
  "account-released": {},
  "account-dirty": { reason: "a.js timed out" },
  "account-kept": { holder: "anna", reason: "a.js failed", until: 0, nextStep: "regatta pool shell 1" },
  "account-hand-back-lost": {},
  "jest-started": { pid: 78 },
  "jest-exited": { code: 1, signal: null },
  interrupted: { signal: "SIGINT" },
  problem: { code: "X_FAILED", message: "x failed", nextStep: "mend x" },
  "run-finished": { exitCode: 1, reason: "1 of 1 file failed" },
};

/** An event of each kind there is. */
export const oneOfEachKind = Object.entries(fields).map(
  ([kind, rest], i) => ({ seq: i, at: i, kind, account, ...rest }) as unknown as RunEvent,
);
