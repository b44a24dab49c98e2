import type { Clock } from "@regatta/foundation";
import type { Attempt, AttemptEnd, Verdict } from "./attempt.ts";
import { describeExit } from "./describe-exit.ts";
import type { FileWorker, WorkerEvents } from "./file-worker.ts";
import type { ThrownError } from "./jest-types.ts";
import { type WorkerExit, WorkerProcess } from "./worker-process.ts";
import type { FileEnd, FromWorker, ToWorker } from "./worker-protocol.ts";

/**
 * The verdict on a file that left something behind is held back until its process says that it need not be (`settled`),
 * but for so long at most, ms: what runs there by then may let nothing else happen.
 */
const HELD_AT_MOST_MS = 10_000;

export interface WorkerOptions {
  env: Record<string, string>;
  setup: ToWorker;
  clock: Clock;
  fileTimeoutMs?: number;
  /** With a larger heap than this after a file it takes no further one, and ends; bytes. */
  idleMemoryLimit?: number;
  events: WorkerEvents;
}

interface Held {
  attempt: Attempt;
  end: FileEnd;
  limit: AbortController;
}

/** A worker of an account: runs attempts one after the other, and finds out what became of each. */
export class Worker implements FileWorker {
  readonly #options: WorkerOptions;
  readonly #process: WorkerProcess;
  readonly #projects = new Set<string>();
  readonly #held = new Map<number, Held>();
  #current: Attempt | undefined;
  /** The REGATTA_OUTPUTS and REGATTA_ACCOUNTS its process has. */
  #outputs: string | undefined;
  #accounts: string | undefined;
  #lateErrors: ThrownError[] = [];
  #timeout = new AbortController();
  #timedOut = false;
  #exiting: { run?: number } = {};
  #isOverweight = false;
  #closed = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#process = new WorkerProcess({
      env: options.env,
      onMessage: (message) => this.#receive(message),
      onGone: (exit) => this.#onGone(exit),
    });
    this.#process.send(options.setup);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** It can take a file now. */
  get isFree(): boolean {
    return this.#current === undefined && !this.#closed && !this.#isOverweight;
  }

  /** It runs a file, or holds a verdict back. */
  get isBusy(): boolean {
    return this.#current !== undefined || this.#held.size > 0;
  }

  /**
   * Gives it a file; it must be free.
   * @param outputs what the file finds in REGATTA_OUTPUTS.
   * @param accounts what it finds in REGATTA_ACCOUNTS: those of a file with `@accounts` beside its first, as JSON.
   */
  run(attempt: Attempt, outputs: string, accounts = "[]"): void {
    const { test, traceparent } = attempt;
    const { path, context } = test;
    const { id } = context.config;
    this.#current = attempt;
    this.#lateErrors = [];
    this.#process.output.clear();
    if (!this.#projects.has(id)) {
      this.#projects.add(id);
      this.#process.send({ kind: "project", config: context.config, moduleMap: context.moduleMap.toJSON() });
    }
    const renewed = {
      ...(outputs === this.#outputs ? {} : { outputs }),
      ...(accounts === this.#accounts ? {} : { accounts }),
      ...(traceparent ? { traceparent } : {}),
    };
    this.#outputs = outputs;
    this.#accounts = accounts;
    this.#process.send({ kind: "run", run: attempt.run, project: id, path, ...renewed });
    this.#limit();
  }

  /** Kills it with all it has started. Its attempt is cut off; what it held back is given as it stands. */
  kill(reason: string): void {
    this.#closed = true;
    this.#process.kill();
    this.#settleAll();
    this.#stop({ kind: "cut-off", reason });
  }

  /** Kills it without a word: the whole process is about to exit. */
  killSilently(): void {
    this.#process.kill();
  }

  /** Lets it exit in order. Resolves when it is gone. */
  end(): Promise<void> {
    this.#closed = true;
    return this.#process.end();
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case "started":
        this.#onStarted(message.run);
        break;
      case "case":
        this.#options.events.testCase(this.#current, message.event, message.payload);
        break;
      case "result":
        this.#onResult(message);
        break;
      case "late-error":
        this.#onLateError(message.run, message.error);
        break;
      case "settled":
        this.#settle(message.run);
        break;
      case "exiting":
        this.#exiting = message;
        break;
    }
  }

  #onStarted(run: number): void {
    const attempt = this.#current;
    if (attempt?.run !== run) return;
    attempt.startedAt = this.#options.clock.monotonic();
    this.#options.events.started(attempt);
    this.#limit();
  }

  #onResult({ run, end, pending, heapUsed }: Extract<FromWorker, { kind: "result" }>): void {
    const attempt = this.#current;
    if (attempt?.run !== run || this.#timedOut) return;
    const lateErrors = this.#lateErrors;
    this.#isOverweight = heapUsed > (this.#options.idleMemoryLimit ?? Number.POSITIVE_INFINITY);
    if (!pending || lateErrors.length > 0) {
      this.#stop({ kind: "finished" }, { ...end, lateErrors });
      this.#endIfOverweight();
      return;
    }
    const limit = new AbortController();
    this.#held.set(run, { attempt, end, limit });
    this.#options.clock.sleep(HELD_AT_MOST_MS, limit.signal).then(
      () => this.#settle(run),
      () => undefined,
    );
    this.#stop({ kind: "finished" });
  }

  #onLateError(run: number, error: ThrownError): void {
    if (this.#current?.run === run) this.#lateErrors.push(error);
    else if (this.#held.has(run)) this.#settle(run, (end) => ({ ...end, lateErrors: [error] }));
    else this.#options.events.stray(run, error);
  }

  /** Ends the current attempt, if there is one. */
  #stop(end: AttemptEnd, verdict?: Verdict): void {
    const attempt = this.#current;
    if (!attempt) return;
    this.#current = undefined;
    this.#timeout.abort();
    const now = this.#options.clock.monotonic();
    attempt.durationMs = Math.round(now - (attempt.startedAt ?? now));
    this.#options.events.ended(attempt, end);
    if (verdict) this.#options.events.settled(attempt, verdict);
  }

  #settle(run: number, judge = (end: FileEnd): Verdict => ({ ...end, lateErrors: [] })): void {
    const held = this.#held.get(run);
    if (!held) return;
    this.#held.delete(run);
    held.limit.abort();
    this.#options.events.settled(held.attempt, judge(held.end));
    this.#endIfOverweight();
  }

  /** What its last file left behind is waited for first. */
  #endIfOverweight(): void {
    if (this.#isOverweight && !this.#closed && this.#held.size === 0) void this.end();
  }

  #settleAll(): void {
    for (const run of [...this.#held.keys()]) this.#settle(run);
  }

  /** Starts the limit anew. Before the file is taken there is time for the process to start as well. */
  #limit(): void {
    const { fileTimeoutMs, clock } = this.#options;
    this.#timeout.abort();
    if (fileTimeoutMs === undefined) return;
    this.#timeout = new AbortController();
    const started = this.#current?.startedAt !== undefined;
    clock.sleep(started ? fileTimeoutMs : fileTimeoutMs + 60_000, this.#timeout.signal).then(
      () => this.#onTimeout(),
      () => undefined,
    );
  }

  #onTimeout(): void {
    this.#timedOut = true;
    this.#closed = true;
    this.#process.kill();
  }

  /**
   * Whose fault was it? The one that said so (an exit in its own asynchronous context), failing that the file
   * that was running, failing that the last one, if its verdict is still held back. A file that was running
   * while another one ended the process is cut off: it will run again.
   */
  #onGone(exit: WorkerExit): void {
    const expected = this.#closed;
    this.#closed = true;
    const attempt = this.#current;
    const culprit = this.#exiting.run ?? attempt?.run ?? [...this.#held.keys()].at(-1);
    if (culprit !== undefined && culprit !== attempt?.run && !expected) this.#blameEarlier(culprit, exit);
    this.#settleAll();
    if (attempt) this.#endCurrent(attempt, culprit, exit);
    this.#options.events.gone(this);
  }

  #blameEarlier(run: number, exit: WorkerExit): void {
    const output = this.#process.output.toString();
    const how = `${describeExit(exit, output)} after the file had finished`;
    if (this.#held.has(run)) this.#settle(run, () => ({ kind: "crashed", how, output }));
    else this.#options.events.stray(run, { message: how, stack: how, type: "Error" });
  }

  #endCurrent(attempt: Attempt, culprit: number | undefined, exit: WorkerExit): void {
    const output = this.#process.output.toString();
    if (this.#timedOut) {
      const afterMs = this.#options.fileTimeoutMs ?? 0;
      this.#stop({ kind: "finished" }, { kind: "timed-out", afterMs, output });
    } else if (attempt.startedAt === undefined) {
      this.#stop({ kind: "never-started", detail: `${describeExit(exit, output)}\n${output}`.trim() });
    } else if (culprit !== attempt.run) {
      this.#stop({
        kind: "cut-off",
        reason: "a file that ran before it in the same worker ended the process",
      });
    } else {
      this.#stop({ kind: "finished" }, { kind: "crashed", how: describeExit(exit, output), output });
    }
  }
}
