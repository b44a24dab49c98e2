import type { FileOutcome, FileResult, RunEvent } from "./run-event.ts";

export type AccountPhase =
  | { kind: "leased" }
  | { kind: "preparing"; deploying: string[] }
  | { kind: "ready" }
  | { kind: "running"; files: string[] }
  | { kind: "released" }
  | { kind: "dirty"; reason: string }
  | { kind: "lost"; reason: string };

export interface AccountState {
  account: string;
  phase: AccountPhase;
  /** When the phase, or what runs in it, began; ms since the epoch. */
  since: number;
}

/** One time a file was given to an account. */
export interface Attempt {
  account: string;
  startedAt: number;
  end?:
    | { kind: "finished"; outcome: FileOutcome; durationMs: number; result: FileResult }
    | { kind: "cut-off"; reason: string };
}

export interface FileState {
  file: string;
  expectedMs?: number;
  attempts: Attempt[];
  /** Why nobody will run it any more. */
  neverRun?: string;
}

/** The final word on a file: that of its last attempt that came to an end. */
export type FileVerdict = FileOutcome | "cut-off" | "never-run";

export interface DeployRecord {
  account: string;
  service: string;
  outcome: "skipped" | "deployed" | "unchanged" | "failed";
  reason?: string;
  durationMs?: number;
}

/** What the events of a run add up to. */
export class RunState {
  runId = "";
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
  readonly problems: Array<Extract<RunEvent, { kind: "problem" }>> = [];
  waiting: string | undefined;
  interrupted: "SIGINT" | "SIGTERM" | undefined;
  jestExit: { code: number | null; signal: string | null } | undefined;
  finished: { exitCode: number; reason: string } | undefined;

  /** Builds the state from the events of a log. */
  static of(events: Iterable<RunEvent>): RunState {
    const state = new RunState();
    for (const event of events) state.apply(event);
    return state;
  }

  /** Takes in the next event. */
  apply(event: RunEvent): void {
    this.lastAt = event.at;
    switch (event.kind) {
      case "run-started":
        this.startedAt = event.at;
        this.runId = event.runId;
        this.pool = event.pool;
        this.version = event.version;
        this.argv = event.argv;
        break;
      case "files-selected":
        this.#selectFiles(event);
        break;
      case "lease-waiting":
        this.waiting = event.reason;
        break;
      case "interrupted":
        this.interrupted = event.signal;
        break;
      case "jest-exited":
        this.jestExit = { code: event.code, signal: event.signal };
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
        break;
      default:
        if ("account" in event) this.#applyToAccount(event);
    }
  }

  /** The final word on a file. */
  verdictOf(file: FileState): FileVerdict {
    const last = file.attempts.findLast(({ end }) => end?.kind === "finished")?.end;
    if (last?.kind === "finished") return last.outcome;
    return file.attempts.length > 0 ? "cut-off" : "never-run";
  }

  /** How many files have each verdict; files under way or waiting count under what they would be if the run ended now. */
  counts(): Record<FileVerdict, number> {
    const counts = { passed: 0, failed: 0, crashed: 0, "timed-out": 0, "cut-off": 0, "never-run": 0 };
    for (const file of this.files.values()) counts[this.verdictOf(file)]++;
    return counts;
  }

  /** How many files have a result. */
  get done(): number {
    const { "cut-off": cutOff, "never-run": neverRun } = this.counts();
    return this.files.size - cutOff - neverRun;
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

  #applyToAccount(event: Extract<RunEvent, { account: string }>): void {
    const phase = this.accounts.get(event.account)?.phase;
    switch (event.kind) {
      case "lease-acquired":
        this.waiting = undefined;
        this.#enter(event, { kind: "leased" });
        break;
      case "session-opened":
        this.#enter(event, { kind: "preparing", deploying: [] });
        break;
      case "service-skipped":
        this.deploys.push({ account: event.account, service: event.service, outcome: "skipped" });
        break;
      case "deploy-started":
        if (phase?.kind === "preparing") {
          this.#enter(event, { kind: "preparing", deploying: [...phase.deploying, event.service] });
        }
        break;
      case "deploy-finished":
      case "deploy-failed":
        this.#endDeploy(event, phase);
        break;
      case "account-ready":
        this.#enter(event, { kind: "ready" });
        break;
      case "file-started":
        this.#file(event.file).attempts.push({ account: event.account, startedAt: event.at });
        this.#enter(event, { kind: "running", files: [...runningIn(phase), event.file] });
        break;
      case "file-finished":
      case "file-cut-off":
        this.#endAttempt(event, phase);
        break;
      case "account-released":
        this.#enter(event, { kind: "released" });
        break;
      case "account-dirty":
        this.#enter(event, { kind: "dirty", reason: event.reason });
        break;
      case "lease-lost":
      case "account-rejected":
        this.#enter(event, { kind: "lost", reason: event.reason });
        break;
      case "account-hand-back-lost":
        this.#enter(event, { kind: "lost", reason: "its lease was lost before it could be handed back" });
        break;
      case "stacks-read":
      case "stack-cleared":
      case "stack-waiting":
      case "worker-started":
        break;
    }
  }

  #enter({ account, at }: { account: string; at: number }, phase: AccountPhase): void {
    this.accounts.set(account, { account, phase, since: at });
  }

  #endDeploy(
    event: Extract<RunEvent, { kind: "deploy-finished" | "deploy-failed" }>,
    phase: AccountPhase | undefined,
  ): void {
    const { account, service, durationMs } = event;
    if (event.kind === "deploy-failed") {
      this.deploys.push({ account, service, durationMs, outcome: "failed", reason: event.reason });
    } else {
      this.deploys.push({
        account,
        service,
        durationMs,
        outcome: event.noUpdates ? "unchanged" : "deployed",
      });
    }
    if (phase?.kind === "preparing") {
      this.#enter(event, {
        kind: "preparing",
        deploying: phase.deploying.filter((name) => name !== service),
      });
    }
  }

  #endAttempt(
    event: Extract<RunEvent, { kind: "file-finished" | "file-cut-off" }>,
    phase: AccountPhase | undefined,
  ): void {
    const attempt = this.#file(event.file).attempts.findLast(
      ({ account, end }) => account === event.account && end === undefined,
    );
    if (attempt) {
      attempt.end =
        event.kind === "file-cut-off"
          ? { kind: "cut-off", reason: event.reason }
          : { kind: "finished", outcome: event.outcome, durationMs: event.durationMs, result: event.result };
    }
    if (phase?.kind !== "running") return;
    const files = phase.files.filter((file) => file !== event.file);
    this.#enter(event, files.length > 0 ? { kind: "running", files } : { kind: "ready" });
  }
}

function runningIn(phase: AccountPhase | undefined): string[] {
  return phase?.kind === "running" ? phase.files : [];
}
