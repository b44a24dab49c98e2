import type { Attempt } from "./attempt.ts";
import type { Test } from "./jest-types.ts";

/** Numbers the attempts at test files. */
export class Attempts {
  /** How often each file was started. */
  readonly #started = new Map<string, number>();
  readonly #fileOfRun = new Map<number, string>();

  /** The next attempt at a file; of one that was never started, the number is given again. */
  next(file: string, test: Test, account: string): Attempt {
    const run = this.#fileOfRun.size + 1;
    this.#fileOfRun.set(run, file);
    return { run, test, file, account, number: (this.#started.get(file) ?? 0) + 1, durationMs: 0 };
  }

  started({ file, number }: Attempt): void {
    this.#started.set(file, number);
  }

  /** The file of an attempt, by its `run`. */
  fileOf(run: number): string | undefined {
    return this.#fileOfRun.get(run);
  }
}
