import type { Attempt } from "./attempt.ts";
import { childTraceparent } from "./child-traceparent.ts";

/** Numbers the attempts at test files. */
export class Attempts {
  /** How often each file was started. */
  readonly #started = new Map<string, number>();
  readonly #fileOfRun = new Map<number, string>();
  readonly #traceparent: string | undefined;

  /** @param traceparent the `TRACEPARENT` of the whole run, where its spans are sent. */
  constructor(traceparent?: string) {
    this.#traceparent = traceparent;
  }

  /** A new attempt; it gets its number when it starts. */
  next(attempt: Pick<Attempt, "file" | "test" | "account" | "others" | "isCopy">): Attempt {
    const run = this.#fileOfRun.size + 1;
    this.#fileOfRun.set(run, attempt.file);
    const traced = this.#traceparent ? { traceparent: childTraceparent(this.#traceparent) } : {};
    return { ...attempt, ...traced, run, number: 0, durationMs: 0, cases: [] };
  }

  started(attempt: Attempt): void {
    attempt.number = (this.#started.get(attempt.file) ?? 0) + 1;
    this.#started.set(attempt.file, attempt.number);
  }

  /** The file of an attempt, by its `run`. */
  fileOf(run: number): string | undefined {
    return this.#fileOfRun.get(run);
  }
}
