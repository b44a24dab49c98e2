import { median } from "@regatta/foundation";
import { type AccountEvent, type AccountState, isHeld, phaseAfter, runsTheSame } from "./account-state.ts";
import { describeWaiting } from "./describe-waiting.ts";
import { type FileState, type FileVerdict, verdictOf } from "./file-state.ts";
import type { RunEvent, RunPurpose } from "./run-event.ts";

export interface DeployRecord {
  account: string;
  service: string;
  outcome: "skipped" | "deployed" | "unchanged" | "failed" | "blocked";
  /** Of `failed` the cause; of `blocked` the service that failed. */
  reason?: string;
  /** Of `failed`: what the reader should do now. */
  nextStep?: string;
  durationMs?: number;
}

/** What the events of a run add up to. */
export class RunState {
  runId = "";
  purpose: RunPurpose = "tests";
  /** How many accounts are to be deployed, of a run that does nothing else. */
  accountsWanted = 0;
  /** The accounts in which every service was up. */
  readonly ready = new Set<string>();
  pool = "";
  version = "";
  argv: string[] = [];
  rootDir = "";
  startedAt = 0;
  lastAt = 0;
  filesSelected = false;
  readonly files = new Map<string, FileState>();
  readonly accounts = new Map<string, AccountState>();
  readonly deploys: DeployRecord[] = [];
  /** The accounts in which CloudFormation refused calls for their number. */
  readonly throttled = new Set<string>();
  readonly problems: Array<Extract<RunEvent, { kind: "problem" }>> = [];
  /** What files left behind in their accounts. */
  readonly leaks: Array<Extract<RunEvent, { kind: "leak-found" }>> = [];
  /** What it waits for, as long as it has not got a first account. */
  waiting: string | undefined;
  interrupted: "SIGINT" | "SIGTERM" | undefined;
  jestExit: { code: number | null; signal: string | null; noTestsAllowed?: boolean } | undefined;
  finished: { exitCode: number; reason: string } | undefined;

  /** Builds the state from the events of a log. */
  static of(events: Iterable<RunEvent>): RunState {
    const state = new RunState();
    for (const event of events) state.apply(event);
    return state;
  }

  /** Takes in the next event; one of a kind that only a newer version knows changes nothing. */
  apply(event: RunEvent): void {
    this.lastAt = event.at;
    switch (event.kind) {
      case "run-started":
        this.startedAt = event.at;
        this.runId = event.runId;
        this.purpose = event.purpose ?? "tests";
        this.pool = event.pool;
        this.version = event.version;
        this.argv = event.argv;
        break;
      case "files-selected":
        this.#selectFiles(event);
        break;
      case "accounts-wanted":
        this.accountsWanted = event.accounts;
        break;
      case "lease-waiting":
        this.waiting = describeWaiting(event);
        break;
      case "interrupted":
        this.interrupted = event.signal;
        break;
      case "jest-exited":
        this.jestExit = event;
        break;
      case "problem":
        this.problems.push(event);
        break;
      case "run-finished":
        this.finished = { exitCode: event.exitCode, reason: event.reason };
        break;
      case "file-never-run":
        this.#file(event.file).neverRun = event.reason;
        break;
      case "jest-started":
      case "sources-taken":
        break;
      default:
        if ("account" in event) this.#applyToAccount(event);
    }
  }

  /** The final word on a file. */
  verdictOf(file: FileState): FileVerdict {
    return verdictOf(file);
  }

  /** How many files have each verdict; files under way or waiting count under what they would be if the run ended now. */
  counts(): Record<FileVerdict, number> {
    const counts = { passed: 0, failed: 0, crashed: 0, "timed-out": 0, "cut-off": 0, "never-run": 0 };
    for (const file of this.files.values()) counts[verdictOf(file)]++;
    return counts;
  }

  /** How many files have a result. */
  get done(): number {
    const { "cut-off": cutOff, "never-run": neverRun } = this.counts();
    return this.files.size - cutOff - neverRun;
  }

  /** The accounts the run holds now, in the order they came. */
  get held(): AccountState[] {
    return [...this.accounts.values()].filter(isHeld);
  }

  /** Whether nothing happens until the pool has accounts for it. */
  get isWaiting(): boolean {
    return this.waiting !== undefined && this.held.length === 0;
  }

  /** How long the passed files took, ms by file. */
  passedDurations(): Record<string, number> {
    const durations: Record<string, number> = {};
    for (const { file, attempts } of this.files.values()) {
      const end = attempts.at(-1)?.end;
      if (end?.kind === "finished" && end.outcome === "passed") durations[file] = end.durationMs;
    }
    return durations;
  }

  /** How long services took to deploy, ms by service: the median over the accounts. */
  deployDurations(): Record<string, number> {
    const byService = new Map<string, number[]>();
    for (const { service, outcome, durationMs } of this.deploys) {
      if (outcome !== "deployed" || durationMs === undefined) continue;
      byService.set(service, [...(byService.get(service) ?? []), durationMs]);
    }
    return Object.fromEntries([...byService].map(([service, times]) => [service, median(times) ?? 0]));
  }

  #selectFiles({ files, rootDir, expectedMs }: Extract<RunEvent, { kind: "files-selected" }>): void {
    this.filesSelected = true;
    this.rootDir = rootDir;
    for (const file of files) {
      const expected = expectedMs[file];
      if (expected !== undefined) this.#file(file).expectedMs = expected;
      else this.#file(file);
    }
  }

  #file(name: string): FileState {
    let file = this.files.get(name);
    if (!file) {
      file = { file: name, attempts: [] };
      this.files.set(name, file);
    }
    return file;
  }

  #applyToAccount(event: AccountEvent): void {
    const { account, at } = event;
    const before = this.accounts.get(account);
    const phase = phaseAfter(before?.phase, event);
    if (phase && phase !== before?.phase) {
      const since = before && runsTheSame(before.phase, phase) ? before.since : at;
      this.accounts.set(account, { account, phase, since });
    }
    switch (event.kind) {
      case "lease-acquired":
        this.waiting = undefined;
        break;
      case "leak-found":
        this.leaks.push(event);
        break;
      case "account-ready":
        this.ready.add(account);
        break;
      case "service-skipped":
        this.deploys.push({ account, service: event.service, outcome: "skipped" });
        break;
      case "deploy-finished":
      case "deploy-failed":
        this.deploys.push(deployRecord(event));
        break;
      case "deploy-throttled":
        this.throttled.add(account);
        break;
      case "service-blocked":
        this.deploys.push({ account, service: event.service, outcome: "blocked", reason: event.by });
        break;
      case "file-started":
        this.#file(event.file).attempts.push({ account, startedAt: at });
        break;
      case "file-finished":
      case "file-cut-off":
        this.#endAttempt(event);
        break;
      default:
        break;
    }
  }

  // A result whose start is not in the log is a result all the same.
  #endAttempt(event: Extract<RunEvent, { kind: "file-finished" | "file-cut-off" }>): void {
    const { attempts } = this.#file(event.file);
    let attempt = attempts.findLast(({ account, end }) => account === event.account && end === undefined);
    if (!attempt) {
      attempt = { account: event.account, startedAt: event.at };
      attempts.push(attempt);
    }
    attempt.end =
      event.kind === "file-cut-off"
        ? { kind: "cut-off", reason: event.reason }
        : { kind: "finished", outcome: event.outcome, durationMs: event.durationMs, result: event.result };
  }
}

function deployRecord(event: Extract<RunEvent, { kind: "deploy-finished" | "deploy-failed" }>): DeployRecord {
  const { account, service, durationMs } = event;
  if (event.kind === "deploy-failed") {
    const { reason, nextStep } = event;
    return { account, service, durationMs, outcome: "failed", reason, ...(nextStep ? { nextStep } : {}) };
  }
  return { account, service, durationMs, outcome: event.noUpdates ? "unchanged" : "deployed" };
}
