import type { Attempt } from "./attempt.ts";

/** Numbers the attempts at test files. */
export class Attempts {
  /** How often each file was started. */
  readonly #started = new Map<string, number>();
  readonly #fileOfRun = new Map<number, string>();

  /** A new attempt; it gets its number when it starts. */
  next(attempt: Pick<Attempt, "file" | "test" | "account" | "others" | "isCopy">): Attempt {
    const run = this.#fileOfRun.size + 1;
    this.#fileOfRun.set(run, attempt.file);
    return { ...attempt, run, number: 0, durationMs: 0, cases: [] };
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
