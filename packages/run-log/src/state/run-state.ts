import type { FileVerdict } from "../events/file-result.ts";
import type { QuarantineEntry, QuarantineInForce } from "../events/quarantine-entry.ts";
import type { RunEvent, RunPurpose } from "../events/run-event.ts";
import { type AccountEvent, type AccountState, isHeld, phaseAfter, runsTheSame } from "./account-state.ts";
import type { AttemptClass } from "./attempt-class.ts";
import { type DeployRecord, deployDurations, deployRecord } from "./deploy-record.ts";
import { describeWaiting } from "./describe-waiting.ts";
import type { Attempt, FileState, JudgedAttempt } from "./file-state.ts";
import { FileStates } from "./file-states.ts";
import { Timeline } from "./timeline.ts";

/** What the events of a run add up to. */
export class RunState {
  runId = "";
  purpose: RunPurpose = "tests";
  /** How many accounts are to be deployed, of a run that does nothing else. */
  accountsWanted = 0;
  /** The accounts in which every service was up. */
  readonly ready = new Set<string>();
  pool = "";
  /** The name of the account of somebody's own that it worked in. */
  personal: string | undefined;
  version = "";
  argv: string[] = [];
  /** What Regatta was told beside Jest's arguments, each as `--name` or `--name=value`. */
  options: readonly string[] = [];
  /** The first digits of what was wanted of each service. */
  fingerprints: Readonly<Record<string, string>> = {};
  rootDir = "";
  startedAt = 0;
  lastAt = 0;
  filesSelected = false;
  readonly #files = new FileStates();
  /** The accounts in which the session has ended, though not the lease. */
  readonly #ended = new Set<string>();
  readonly accounts = new Map<string, AccountState>();
  readonly deploys: DeployRecord[] = [];
  /** When things happened, for what the run's length came from. */
  readonly timeline = new Timeline();
  /** The accounts in which CloudFormation refused calls for their number. */
  readonly throttled = new Set<string>();
  readonly problems: Array<Extract<RunEvent, { kind: "problem" }>> = [];
  /** What files left behind in their accounts. */
  readonly leaks: Array<Extract<RunEvent, { kind: "leak-found" }>> = [];
  /** What was in quarantine, and is no longer. */
  readonly quarantineOver: QuarantineEntry[] = [];
  /** What it waits for, as long as it has not got a first account. */
  waiting: string | undefined;
  interrupted: "SIGINT" | "SIGTERM" | undefined;
  jestExit: { code: number | null; signal: string | null; noTestsAllowed?: boolean } | undefined;
  /** What containers had to say beside the results of their files. */
  readonly containersSaid: Array<Extract<RunEvent, { kind: "container-said" }>> = [];
  /** By run, which of several containers it was; more than one where the logs of several were put together. */
  readonly containers = new Map<string, { index: number; of: number }>();
  /** The fixed part of the files that this container has, where they cannot be shared. */
  shard: Extract<RunEvent, { kind: "shard-taken" }> | undefined;
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
    this.timeline.apply(event);
    this.#files.apply(event, "account" in event && this.#isLost(event.account));
    switch (event.kind) {
      case "run-started":
        this.startedAt = event.at;
        this.runId = event.runId;
        this.purpose = event.purpose ?? "tests";
        this.pool = event.pool;
        this.personal = event.personal;
        this.version = event.version;
        this.argv = event.argv;
        this.options = event.options ?? optionsOf(event);
        this.fingerprints = event.fingerprints ?? {};
        break;
      case "files-selected":
        this.filesSelected = true;
        this.rootDir = event.rootDir;
        break;
      case "quarantine-over":
        this.quarantineOver.push(event);
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
      case "container-said":
        this.containersSaid.push(event);
        break;
      case "container-joined":
        this.containers.set(event.runId ?? this.runId, { index: event.index, of: event.of });
        break;
      case "shard-taken":
        this.shard = event;
        this.containers.set(event.runId ?? this.runId, { index: event.index, of: event.of });
        break;
      default:
        if ("account" in event) this.#applyToAccount(event);
    }
  }

  get files(): ReadonlyMap<string, FileState> {
    return this.#files.byName;
  }

  /** The accounts that turned out to be broken, with the files that failed there and passed elsewhere. */
  get suspects(): ReadonlyMap<string, Extract<RunEvent, { kind: "account-suspect" }>> {
    return this.#files.suspects;
  }

  /** What is in quarantine during this run. */
  get quarantine(): readonly QuarantineInForce[] {
    return this.#files.quarantine;
  }

  /** The final word on a file. */
  verdictOf(file: FileState): FileVerdict {
    return this.#files.verdictOf(file);
  }

  /** The attempt whose result is a file's, if it has one. */
  finalAttempt(file: FileState): JudgedAttempt | undefined {
    return this.#files.finalAttempt(file);
  }

  /** What an attempt at a file says, now that the others are known. */
  classOf(attempt: Attempt, file: FileState): AttemptClass {
    return this.#files.classOf(attempt, file);
  }

  /** How many files have each verdict; files under way or waiting count under what they would be if the run ended now. */
  counts(): Record<FileVerdict, number> {
    return this.#files.counts();
  }

  /** How many files have their final result. */
  get done(): number {
    return this.#files.done;
  }

  /** How many of those make the run red. */
  get failed(): number {
    return this.#files.failed;
  }

  /** The accounts the run holds now, in the order they came. */
  get held(): AccountState[] {
    return [...this.accounts.values()].filter(isHeld);
  }

  /** Whether nothing happens until the pool has accounts for it. */
  get isWaiting(): boolean {
    return this.waiting !== undefined && this.held.length === 0;
  }

  /** How long services took to deploy, ms by service: the median over the accounts. */
  deployDurations(): Record<string, number> {
    return deployDurations(this.deploys);
  }

  #isLost(account: string): boolean {
    return this.#ended.has(account) || this.accounts.get(account)?.phase.kind === "lost";
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
        this.#ended.delete(account);
        break;
      case "leak-found":
        this.leaks.push(event);
        break;
      case "account-ready":
        this.ready.add(account);
        break;
      case "service-skipped":
      case "service-blocked":
      case "deploy-finished":
      case "deploy-failed":
        this.deploys.push(deployRecord(event));
        break;
      case "deploy-throttled":
        this.throttled.add(account);
        break;
      case "account-limit":
        if (event.endsInMs === 0) this.#ended.add(account);
        break;
      default:
        break;
    }
  }
}

// Logs of older versions say no options.
function optionsOf({ personal }: Extract<RunEvent, { kind: "run-started" }>): string[] {
  return personal === undefined ? [] : [`--account=${personal}`];
}
