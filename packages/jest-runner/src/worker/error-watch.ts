import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { FileEnd } from "../worker-protocol.ts";
import { thrownError } from "./thrown-error.ts";

const ERROR_EVENTS = new Set<string | symbol>(["uncaughtException", "unhandledRejection"]);

/** An error that Jest's handlers were given; of a rejection the promise. */
interface Given {
  error: unknown;
  promise?: unknown;
}

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
 *
 * Jest 30 loses what its handlers are given once the last test was reported and the file's result is made, some turns
 * of the event loop before it takes them away. Such errors are kept here.
 */
export class ErrorWatch {
  readonly #files = new AsyncLocalStorage<number>();
  readonly #report: (run: number, error: unknown) => void;
  #current: number | undefined;
  #latest: number | undefined;
  #given: Given[] = [];

  /** @param report told of every error that Jest's own handlers will not see, and whose it is. */
  constructor(report: (run: number, error: unknown) => void) {
    this.#report = report;
    const emit = process.emit;
    const self = this;
    process.emit = function (this: NodeJS.Process, event: string | symbol, ...args: unknown[]) {
      if (ERROR_EVENTS.has(event) && self.#divert(args[0], args[1])) return true;
      if (event === "rejectionHandled") self.#forget(({ promise }) => promise === args[0]);
      return Reflect.apply(emit, this, [event, ...args]);
    } as typeof process.emit;
    // What is left when Jest has not (yet, or any more) put its own handlers in place.
    for (const event of ["uncaughtException", "unhandledRejection"] as const) {
      process.on(event, (error: unknown) => {
        this.#forget((given) => given.error === error);
        this.#reportFor(this.blamed, error);
      });
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
    this.#given = [];
    try {
      return await this.#files.run(run, work);
    } catch (error) {
      return { kind: "failed-to-run", error: thrownError(error) };
    } finally {
      await nextTurn();
      this.#current = undefined;
    }
  }

  /** A test of the file under way begins or has ended: what came before is Jest's to tell, with that test or the next. */
  testCase(): void {
    this.#given = [];
  }

  /** What Jest's handlers were given since the last test of the latest file, and its result may say nothing of. */
  get unheard(): unknown[] {
    return this.#given.map(({ error }) => error);
  }

  #divert(error: unknown, promise: unknown): boolean {
    const { blamed } = this;
    // Between files too: Jest 29 leaves no handlers behind, not even those that were there before.
    if (blamed === undefined || blamed === this.#current) {
      this.#given.push({ error, promise });
      return false;
    }
    this.#reportFor(blamed, error);
    return true;
  }

  #forget(isMeant: (given: Given) => boolean): void {
    this.#given = this.#given.filter((given) => !isMeant(given));
  }

  #reportFor(run: number | undefined, error: unknown): void {
    if (run === undefined) throw error;
    this.#report(run, error);
  }
}
