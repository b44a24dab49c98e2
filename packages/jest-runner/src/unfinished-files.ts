import type { Attempt } from "./attempt.ts";
import type { DispatcherOptions } from "./dispatcher-options.ts";
import type { FileReport } from "./file-report.ts";

/** What there is to say of files that nobody will run any more, or not again. */
export class UnfinishedFiles {
  readonly #options: Pick<DispatcherOptions, "tests" | "send" | "events">;
  /** The last result of each file that failed and was to be tried again. */
  readonly #failed = new Map<string, { attempt: Attempt; report: FileReport }>();
  /** Files that ran when everything was stopped, and why it was. */
  readonly #cutOff = new Map<string, string>();

  constructor(options: Pick<DispatcherOptions, "tests" | "send" | "events">) {
    this.#options = options;
  }

  willBeTriedAgain(attempt: Attempt, report: FileReport): void {
    this.#failed.set(attempt.file, { attempt, report });
  }

  wasCutOff(file: string, reason: string): void {
    this.#cutOff.set(file, reason);
  }

  finished(file: string): void {
    this.#failed.delete(file);
  }

  /** A file is given up: Jest hears of its last failure where it had one, else that it has no result. */
  giveUp(file: string, reason: string): void {
    const { tests, send, events } = this.#options;
    const test = tests.get(file);
    const failed = this.#failed.get(file);
    const cutOff = this.#cutOff.get(file);
    if (cutOff === undefined) send({ kind: "file-never-run", file, reason });
    if (!test) return;
    if (failed) events.lastResult(failed.attempt, failed.report);
    else if (cutOff === undefined) events.neverRun(test, reason);
    else events.cutOff(test, cutOff);
  }
}
