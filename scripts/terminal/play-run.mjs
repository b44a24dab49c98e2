// Plays a made-up run of 500 test files over 200 accounts through the terminal view, in a few seconds.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RunLog, renderSummary, TerminalView } from "../../packages/run-log/dist/index.js";

const ACCOUNTS = 200;
const FILES = 500;
const [detail] = process.argv.slice(2);
const services = ["settings", "catalog", "customers", "orders", "payments", "shipping", "web"];
const account = (i) => `${210_000_000_001 + (i % ACCOUNTS)}/eu-west-1`;
const file = (i) => `integration/${services[i % 7]}/some-behaviour-of-the-service/number-${i}.test.ts`;
const said =
  "  ● orders › are paid once\n\n    Expected: 1\n    Received: 2\n\n    > 11 |   expect(paid).toBe(1);\n";

const directory = mkdtempSync(join(tmpdir(), "regatta-terminal-"));
const log = RunLog.open({ directory: join(directory, "20260101T000000-sample") });
const view = await TerminalView.open({ stream: process.stdout, env: process.env, detail });
view.attach(log);

function finish(i) {
  const isBad = i % 125 === 124;
  const [status, outcome] = isBad ? ["failed", "failed"] : ["passed", "passed"];
  const failureMessages = isBad ? ["Expected: 1"] : [];
  const test = { title: "are paid once", ancestors: ["orders"], status, failureMessages };
  const result = { tests: [test], skipped: false, ...(isBad ? { formatted: said } : {}) };
  log.append({
    kind: "file-finished",
    account: account(i),
    file: file(i),
    attempt: 1,
    outcome,
    durationMs: 400,
    result,
  });
  if (!isBad) view.write(`PASS ${file(i)}\n`);
}

const fingerprints = Object.fromEntries(services.map((name, i) => [name, `${i}b5e91c27d04`]));
log.append({
  ...{ kind: "run-started", runId: "20260101T000000-sample", version: "0", pool: "default" },
  ...{ fingerprints, argv: [], pid: process.pid },
});
const files = Array.from({ length: FILES }, (_, i) => file(i));
log.append({
  ...{ kind: "files-selected", files, rootDir: "/project" },
  expectedMs: Object.fromEntries(files.map((name) => [name, 1_000])),
});
for (let i = 0; i < ACCOUNTS; i++) {
  log.append({ kind: "lease-acquired", account: account(i), leaseId: "l", epoch: 1, expiresAt: 0 });
  log.append({ kind: "session-opened", account: account(i) });
  for (const service of services.slice(1)) {
    log.append({ kind: "service-skipped", account: account(i), service });
  }
  log.append({
    ...{ kind: "deploy-started", account: account(i), service: "settings", stackName: "settings" },
    reason: "its fingerprint is another",
  });
  if (i % 4 === 0) await sleep(10);
}
for (let i = 0; i < ACCOUNTS; i++) {
  const what = { account: account(i), service: "settings", stackName: "settings", durationMs: 500 };
  log.append({ kind: "deploy-finished", ...what, noUpdates: false });
  log.append({ kind: "account-ready", account: account(i) });
  log.append({ kind: "file-started", account: account(i), file: file(i), attempt: 1 });
  if (i % 2 === 0) await sleep(10);
}
for (let i = 0; i < FILES; i++) {
  finish(i);
  const next = i + ACCOUNTS;
  if (next < FILES)
    log.append({ kind: "file-started", account: account(next), file: file(next), attempt: 1 });
  await sleep(8);
}
log.append({ kind: "account-dirty", account: account(0), reason: "a test file timed out" });
for (let i = 1; i < ACCOUNTS; i++) log.append({ kind: "account-released", account: account(i) });
await sleep(200);
log.append({ kind: "run-finished", exitCode: 1, reason: `4 of ${FILES} files failed` });
const places = { runDirectory: ".regatta/runs/20260101T000000-sample", columns: view.columns };
view.finish(renderSummary(log.state, places, view.color));
log.close();
rmSync(directory, { recursive: true });
