import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "@regatta/foundation";
import type { Attempt, Verdict } from "./attempt.ts";
import type { DispatcherEvents } from "./dispatcher-options.ts";
import type { FileReport } from "./file-report.ts";
import type { GlobalConfig, Test, TestResult, ThrownError } from "./jest-types.ts";
import type { ParentLink } from "./parent-link.ts";
import type { Quarantined } from "./protocol.ts";
import { plainError, reportFile } from "./report-file.ts";
import type { UserJest } from "./user-jest.ts";

/** Hands an event to Jest's listeners; resolves when they are done. */
export type Emit = (event: string, payload: unknown) => Promise<void>;

export interface JestSideOptions {
  globalConfig: GlobalConfig;
  jest: UserJest;
  link: ParentLink;
  emit: Emit;
  quarantine: readonly Quarantined[];
  /** Files may have several attempts. Jest hears of the one that counts, so of its tests too once that is known. */
  isTriedAgain: boolean;
}

/** How long Jest may take to exit after the result that makes it bail, ms. */
const BAIL_EXIT_MS = 10_000;

/** Tells Jest, and the parent, what became of the files; knows when Jest is about to bail out. */
export class JestSide implements DispatcherEvents {
  /** Set by the owner: stops the run for a reason found here. */
  onStop: (reason: string) => void = () => undefined;
  /** Settles when the dispatcher is done and Jest has heard everything; rejects with what a listener threw. */
  readonly finished: Promise<void>;
  readonly #options: JestSideOptions;
  readonly #emitting = new Set<Promise<void>>();
  #failedTests = 0;
  #lastWord: (() => Promise<void>) | undefined;
  #muted = false;
  #failure: { error: unknown } | undefined;
  #completed: () => void = () => undefined;

  constructor(options: JestSideOptions) {
    this.#options = options;
    this.finished = new Promise<void>((resolve) => {
      this.#completed = resolve;
    }).then(() => this.#conclude());
  }

  /** From now on nothing is handed to Jest. */
  mute(): void {
    this.#muted = true;
  }

  firstStart(test: Test): void {
    this.#emit("test-file-start", [test]);
  }

  testCase(attempt: Attempt | undefined, event: string, payload: unknown): void {
    if (!this.#options.isTriedAgain) this.#emit(event, payload);
    else attempt?.cases.push([event, payload]);
  }

  report({ test, file }: Attempt, verdict: Verdict): FileReport {
    const known = this.#options.quarantine.filter((entry) => entry.file === file);
    return reportFile(verdict, test, (error) => this.#format(error, test), known);
  }

  result(attempt: Attempt, report: FileReport, final: boolean): void {
    const { account, file, number, others, isCopy, durationMs, isUnstarted } = attempt;
    const { outcome, result, quarantined } = report;
    this.#options.link.send({
      kind: "file-finished",
      account,
      file,
      attempt: number,
      outcome,
      durationMs,
      result,
      final,
      ...(others.length > 0 ? { others: [...others] } : {}),
      ...(isCopy ? { copy: true } : {}),
      ...(isUnstarted ? { unstarted: true } : {}),
      ...(quarantined ? { quarantined } : {}),
    });
    if (final) this.lastResult(attempt, report);
  }

  lastResult({ test, cases }: Attempt, { forJest }: FileReport): void {
    for (const [event, payload] of cases.splice(0)) this.#emit(event, payload);
    if (forJest.event === "test-file-success" && this.#makesJestBail(forJest.payload)) {
      this.#bail(() => this.#options.emit(forJest.event, [test, forJest.payload]));
    } else {
      this.#emit(forJest.event, [test, forJest.payload]);
    }
  }

  neverRun(test: Test, reason: string): void {
    this.#emit("test-file-failure", [test, plainError(`The test file never ran: ${reason}.`)]);
  }

  cutOff(test: Test, reason: string): void {
    this.#emit("test-file-failure", [test, plainError(`The test file was cut off: ${reason}.`)]);
  }

  stray(file: string, error: ThrownError): void {
    process.stderr.write(`\n${file} had its result already when this came of it:\n${error.stack}\n\n`);
    // Jest cannot take a result back, but a run with such an error in it is not green.
    process.exitCode = 1;
  }

  complete(): void {
    this.#completed();
  }

  #format(error: ThrownError, test: Test): string {
    const { jest, globalConfig } = this.#options;
    return jest.formatError(error, test.context.config, globalConfig, test.path);
  }

  /** Counts as Jest does, for results that it does not turn into failures. */
  #makesJestBail({ testResults, leaks, numFailingTests }: TestResult): boolean {
    const { bail } = this.#options.globalConfig;
    if (this.#muted || !bail || testResults.length === 0 || leaks) return false;
    this.#failedTests += numFailingTests;
    return this.#failedTests >= bail;
  }

  /**
   * Jest exits inside the listener that hears of the last failure it tolerates. By then every worker must be gone
   * and the parent must know what was cut off, so that result is handed over last.
   */
  #bail(lastWord: () => Promise<void>): void {
    this.#lastWord = lastWord;
    this.#muted = true;
    this.onStop("bail");
  }

  #emit(event: string, payload: unknown): void {
    if (this.#muted) return;
    const done = this.#options.emit(event, payload).catch((error: unknown) => this.#onListenerFailed(error));
    this.#emitting.add(done);
    void done.then(() => this.#emitting.delete(done));
  }

  #onListenerFailed(error: unknown): void {
    this.#failure ??= { error };
    this.#muted = true;
    this.onStop(`Jest failed: ${messageOf(error)}`);
  }

  async #conclude(): Promise<void> {
    await Promise.all(this.#emitting);
    if (this.#failure) throw this.#failure.error;
    if (!this.#lastWord) return;
    const { link } = this.#options;
    link.send({ kind: "complete" });
    await link.flush();
    await this.#lastWord();
    await delay(BAIL_EXIT_MS);
  }
}
