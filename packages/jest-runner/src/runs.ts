import type { Schedule, Start } from "@regatta/scheduler";
import type { AccountWorkers } from "./account-workers.ts";
import type { Attempt, AttemptEnd, Verdict } from "./attempt.ts";
import { Attempts } from "./attempts.ts";
import { spanOf } from "./child-traceparent.ts";
import type { DispatcherOptions } from "./dispatcher-options.ts";
import type { FileWorker, WorkerEvents } from "./file-worker.ts";
import type { UnfinishedFiles } from "./unfinished-files.ts";

export interface RunsOptions
  extends Pick<DispatcherOptions, "tests" | "workers" | "clock" | "send" | "events" | "traceparent"> {
  schedule: Schedule;
  /** Those in the run, by key. */
  accounts: ReadonlyMap<string, AccountWorkers>;
  unfinished: UnfinishedFiles;
  /** Nothing that is cut off now will run again. */
  isStopped(): boolean;
  /** An attempt has its result, and it was told. */
  onResult(attempt: Attempt, outcome: "passed" | "failed"): void;
  /** A file has left an account it ran in. */
  onLeft(account: string): void;
  /** The schedule, or a worker, has changed. */
  onChange(): void;
}

/** How many workers of an account may die in a row before they could start a file, until the file is given up. */
const START_FAILURES = 2;
const COPY_ENDED = "another copy of it ended first";

/** Attempts at files, from their start in a worker to their result: what becomes of each is told to everybody. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #attempts: Attempts;
  /** Attempts that occupy a worker. */
  readonly #running = new Map<Attempt, FileWorker>();

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#attempts = new Attempts(options.traceparent);
  }

  /** Runs a file in its account: in a worker that is free, or a new one. */
  start({ path: file, accounts: [key = "", ...others], copy }: Start): void {
    const test = this.#options.tests.get(file);
    const account = this.#options.accounts.get(key);
    if (!test || !account) throw new Error(`${file} cannot be started in ${key}`);
    const attempt = this.#attempts.next({ file, test, account: key, others, isCopy: copy === true });
    const worker = account.free[0] ?? this.#startWorker(account);
    this.#running.set(attempt, worker);
    const beside = others.flatMap((other) => this.#options.accounts.get(other)?.asOther ?? []);
    worker.run(attempt, account.outputs, JSON.stringify(beside));
  }

  /** Kills the workers of the attempts that are meant; these are cut off. */
  kill(isMeant: (attempt: Attempt) => boolean, reason: string): void {
    for (const [attempt, worker] of this.#running) if (isMeant(attempt)) worker.kill(reason);
  }

  #startWorker(account: AccountWorkers): FileWorker {
    const worker = this.#options.workers.start(account, this.#eventsOf(account));
    if (worker.pid !== undefined) {
      this.#options.send({ kind: "worker-started", account: account.key, pid: worker.pid });
    }
    return worker;
  }

  #eventsOf(account: AccountWorkers): WorkerEvents {
    return {
      started: (attempt) => {
        this.#onStarted(account, attempt);
        this.#options.onChange();
      },
      ended: (attempt, end) => this.#onEnded(account, attempt, end),
      settled: (attempt, verdict) => {
        account.unsettled--;
        this.#onVerdict(attempt, verdict);
        this.#options.onChange();
      },
      stray: (run, error) => this.#options.events.stray(this.#attempts.fileOf(run) ?? "a test file", error),
      testCase: (attempt, event, payload) => this.#options.events.testCase(attempt, event, payload),
      gone: () => this.#options.onChange(),
    };
  }

  #onStarted(account: AccountWorkers, attempt: Attempt): void {
    const { file, others, isCopy, test, traceparent } = attempt;
    account.startFailures = 0;
    for (const key of [account.key, ...others]) this.#options.accounts.get(key)?.ranSince.add(file);
    this.#attempts.started(attempt);
    this.#options.schedule.began(account.key, file, this.#options.clock.monotonic());
    this.#options.send({
      kind: "file-started",
      account: account.key,
      file,
      attempt: attempt.number,
      ...(others.length > 0 ? { others: [...others] } : {}),
      ...(isCopy ? { copy: true } : {}),
      ...(traceparent ? { span: spanOf(traceparent) } : {}),
    });
    if (attempt.number === 1) this.#options.events.firstStart(test);
  }

  #onEnded(account: AccountWorkers, attempt: Attempt, end: AttemptEnd): void {
    this.#running.delete(attempt);
    switch (end.kind) {
      case "finished":
        account.unsettled++;
        this.#options.schedule.left(account.key, attempt.file);
        break;
      case "cut-off":
        this.#onCutOff(attempt, end.reason);
        break;
      case "never-started":
        this.#onNeverStarted(account, attempt, end.detail);
        break;
    }
    for (const key of [account.key, ...attempt.others]) this.#options.onLeft(key);
    this.#options.onChange();
  }

  #onVerdict(attempt: Attempt, verdict: Verdict): void {
    const { events, onResult } = this.#options;
    const { account, file } = attempt;
    const report = events.report(attempt, verdict);
    const outcome = report.passes ? "passed" : "failed";
    const { result, cutOff } = this.#options.schedule.ended(account, file, outcome);
    if (result === "too-late") {
      this.#tellCutOff(attempt, COPY_ENDED);
      return;
    }
    if (result === "final") this.#options.unfinished.finished(file);
    else this.#options.unfinished.willBeTriedAgain(attempt, report);
    events.result(attempt, report, result === "final");
    this.kill((other) => other.file === file && cutOff.includes(other.account), COPY_ENDED);
    onResult(attempt, outcome);
  }

  #onCutOff(attempt: Attempt, reason: string): void {
    const { account, file, startedAt } = attempt;
    this.#options.schedule.putBack(account, file);
    if (startedAt === undefined) return;
    this.#tellCutOff(attempt, reason);
    if (this.#options.isStopped()) this.#options.unfinished.wasCutOff(file, reason);
  }

  #tellCutOff({ account, file, number, others }: Attempt, reason: string): void {
    this.#options.send({
      kind: "file-cut-off",
      account,
      file,
      attempt: number,
      reason,
      ...(others.length > 0 ? { others: [...others] } : {}),
    });
  }

  /** Tried again at once; but a file must end some day, also where no worker ever starts. */
  #onNeverStarted(account: AccountWorkers, attempt: Attempt, detail: string): void {
    account.startFailures++;
    if (account.startFailures < START_FAILURES) {
      this.#options.schedule.putBack(account.key, attempt.file);
      return;
    }
    this.#onStarted(account, attempt);
    attempt.isUnstarted = true;
    this.#onVerdict(attempt, {
      kind: "crashed",
      how: `no worker could be started: ${detail}`,
      output: "",
    });
  }
}
