import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { FileEnd } from "../worker-protocol.ts";
import { thrownError } from "./thrown-error.ts";

const ERROR_EVENTS = new Set<string | symbol>(["uncaughtException", "unhandledRejection"]);

/**
 * Finds out which file an uncaught error belongs to.
 *
 * A timer or a promise that a file left behind may throw while the *next* file of the same worker runs; Jest
 * then fails that next file, or the worker dies. Here every file runs in an asynchronous context of its own, so
 * an error carries the file that caused it along, whenever it comes: one of the file under way goes to Jest's
 * own handlers as ever, one of an earlier file is kept away from them and reported for that file.
 *
 * Node asks for handlers by `process.emit`; that is the one place where both kinds of error pass before any
 * listener of Jest or of a test sees them.
 */
export class ErrorWatch {
  readonly #files = new AsyncLocalStorage<number>();
  readonly #report: (run: number, error: unknown) => void;
  #current: number | undefined;
  #latest: number | undefined;

  /** @param report told of every error that Jest's own handlers will not see, and whose it is. */
  constructor(report: (run: number, error: unknown) => void) {
    this.#report = report;
    const emit = process.emit;
    const self = this;
    process.emit = function (this: NodeJS.Process, event: string | symbol, ...args: unknown[]) {
      if (ERROR_EVENTS.has(event) && self.#divert(args[0])) return true;
      return Reflect.apply(emit, this, [event, ...args]);
    } as typeof process.emit;
    // What is left when Jest has not (yet, or any more) put its own handlers in place.
    for (const event of ["uncaughtException", "unhandledRejection"] as const) {
      process.on(event, (error: unknown) => this.#reportFor(this.blamed, error));
    }
  }

  /** The file whose code is running right now; failing that the one under way, failing that the latest. */
  get blamed(): number | undefined {
    return this.#files.getStore() ?? this.#current ?? this.#latest;
  }

  /**
   * Runs a file. Ends one turn of the event loop after it, so that what it left for "right after" still counts
   * as part of it. Never rejects.
   */
  async during(run: number, work: () => Promise<FileEnd>): Promise<FileEnd> {
    this.#current = run;
    this.#latest = run;
    try {
      return await this.#files.run(run, work);
    } catch (error) {
      return { kind: "failed-to-run", error: thrownError(error) };
    } finally {
      await nextTurn();
      this.#current = undefined;
    }
  }

  #divert(error: unknown): boolean {
    const { blamed } = this;
    // Between files too: Jest 29 leaves no handlers behind, not even those that were there before.
    if (blamed === undefined || blamed === this.#current) return false;
    this.#reportFor(blamed, error);
    return true;
  }

  #reportFor(run: number | undefined, error: unknown): void {
    if (run === undefined) throw error;
    this.#report(run, error);
  }
}
