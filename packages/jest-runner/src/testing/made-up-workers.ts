import type { AccountWorkers } from "../account-workers.ts";
import type { Attempt, Verdict } from "../attempt.ts";
import type { FileWorker, WorkerEvents } from "../file-worker.ts";
import type { TestResult } from "../jest-types.ts";
import type { WorkerSource } from "../worker-source.ts";

/** Yields numbers from 0 to below 1. */
export type Chance = () => number;

type Step = () => void;

/** Workers without processes: what happens in them happens when the test says so, by chance. */
export class MadeUpWorkers implements WorkerSource {
  readonly #chance: Chance;
  readonly #workers = new Set<MadeUpWorker>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  get isEmpty(): boolean {
    return this.#workers.size === 0;
  }

  get room(): number {
    return 2 - [...this.#workers].filter(({ isStarting }) => isStarting).length;
  }

  /** What could happen next, in one worker each. */
  get next(): Step[] {
    return [...this.#workers].flatMap((worker) => worker.next ?? []);
  }

  start(account: AccountWorkers, events: WorkerEvents): FileWorker {
    const gone = (worker: FileWorker) => {
      account.workers.delete(worker);
      this.#workers.delete(worker as MadeUpWorker);
      events.gone(worker);
    };
    const worker = new MadeUpWorker({ ...events, gone }, this.#chance);
    this.#workers.add(worker);
    account.workers.add(worker);
    return worker;
  }

  killSilently(): void {}
}

const passed = {} as TestResult;

class MadeUpWorker implements FileWorker {
  readonly pid = 1;
  isStarting = true;
  readonly #events: WorkerEvents;
  readonly #chance: Chance;
  readonly #steps: Step[] = [];
  readonly #held: Array<{ attempt: Attempt; verdict: Verdict }> = [];
  #current: Attempt | undefined;
  #closed = false;
  #onGone: () => void = () => undefined;

  constructor(events: WorkerEvents, chance: Chance) {
    this.#events = events;
    this.#chance = chance;
  }

  get next(): Step | undefined {
    const [first] = this.#steps;
    return (
      first &&
      (() => {
        this.#steps.shift();
        first();
      })
    );
  }

  get isFree(): boolean {
    return this.#current === undefined && !this.#closed;
  }

  get isBusy(): boolean {
    return this.#current !== undefined || this.#held.length > 0;
  }

  run(attempt: Attempt): void {
    if (!this.isFree) throw new Error(`a worker of ${attempt.account} is not free for ${attempt.file}`);
    this.#current = attempt;
    const fate = this.#chance();
    if (fate < 0.06) this.#steps.push(() => this.#die({ kind: "never-started", detail: "no reason" }));
    else this.#steps.push(() => this.#begin(attempt), ...this.#course(attempt, fate));
  }

  kill(reason: string): void {
    if (this.#closed && !this.#current) return;
    this.#closed = true;
    this.#settleAll();
    const attempt = this.#current;
    this.#current = undefined;
    this.#steps.splice(0, Number.POSITIVE_INFINITY, () => this.#go());
    if (attempt) this.#events.ended(attempt, { kind: "cut-off", reason });
  }

  end(): Promise<void> {
    this.#closed = true;
    this.#steps.push(() => this.#go());
    return new Promise((resolve) => {
      this.#onGone = resolve;
    });
  }

  #course(attempt: Attempt, fate: number): Step[] {
    if (fate < 0.12) return [() => this.#die({ kind: "cut-off", reason: "a neighbour" })];
    if (fate < 0.2)
      return [() => this.#die({ kind: "finished" }, { kind: "crashed", how: "so", output: "" })];
    const verdict: Verdict =
      fate < 0.45
        ? { kind: "timed-out", afterMs: 1, output: "" }
        : { kind: "result", result: passed, lateErrors: [] };
    if (fate < 0.7) return [() => this.#stop(attempt, verdict)];
    return [() => this.#hold(attempt, verdict), () => this.#settleAll()];
  }

  #begin(attempt: Attempt): void {
    this.isStarting = false;
    attempt.startedAt = 0;
    this.#events.started(attempt);
  }

  #stop(attempt: Attempt, verdict: Verdict): void {
    this.#current = undefined;
    this.#events.ended(attempt, { kind: "finished" });
    this.#events.settled(attempt, verdict);
  }

  #hold(attempt: Attempt, verdict: Verdict): void {
    this.#current = undefined;
    this.#held.push({ attempt, verdict });
    this.#events.ended(attempt, { kind: "finished" });
  }

  #settleAll(): void {
    for (const { attempt, verdict } of this.#held.splice(0)) this.#events.settled(attempt, verdict);
  }

  #die(end: Parameters<WorkerEvents["ended"]>[1], verdict?: Verdict): void {
    const attempt = this.#current;
    this.#closed = true;
    this.#current = undefined;
    this.#steps.unshift(() => this.#go());
    if (attempt) this.#events.ended(attempt, end);
    if (attempt && verdict) this.#events.settled(attempt, verdict);
  }

  #go(): void {
    this.#steps.splice(0);
    this.#settleAll();
    this.#events.gone(this);
    this.#onGone();
  }
}
