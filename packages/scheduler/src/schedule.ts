import { listMakespan, median } from "./durations.ts";

/** A test file and what is known of it. */
export interface FileToRun {
  /** Unique name of the file within the schedule. */
  path: string;
  /** How long it is expected to take, ms; left out when unknown. */
  expectedMs?: number;
}

export interface ScheduleOptions {
  /** How many files may run in one account at the same time; default 1. */
  filesPerAccount?: number;
}

interface Entry {
  readonly path: string;
  readonly expectedMs: number;
  /** Position in the list given: what ties are broken by, so that a schedule is reproducible. */
  readonly position: number;
}

/**
 * Which test file runs next, and where. Longest expected first, to whichever account asks (list scheduling: at
 * most 4/3 of the best possible, when estimates are right). Synchronous and without I/O: the caller runs the
 * files, and says what became of them.
 *
 * Every file is at any time exactly one of: waiting, running in one account, done, or given up.
 */
export class Schedule {
  readonly #filesPerAccount: number;
  readonly #accounts = new Map<string, Map<string, Entry>>();
  readonly #anyKnown: boolean;
  /** Next to run is last. */
  readonly #waiting: Entry[];
  #running = 0;
  #done = 0;

  /** @throws Error when a path is given twice, or `filesPerAccount` is not a positive integer. */
  constructor(files: readonly FileToRun[], { filesPerAccount = 1 }: ScheduleOptions = {}) {
    if (!Number.isInteger(filesPerAccount) || filesPerAccount < 1) {
      throw new Error(`filesPerAccount must be a positive integer, not ${filesPerAccount}`);
    }
    if (new Set(files.map(({ path }) => path)).size !== files.length) {
      throw new Error("a file is listed twice");
    }
    const typical = median(files.map(({ expectedMs }) => expectedMs).filter(isDuration));
    this.#filesPerAccount = filesPerAccount;
    this.#anyKnown = typical !== undefined;
    this.#waiting = files
      .map(({ path, expectedMs }, position) => ({
        path,
        expectedMs: isDuration(expectedMs) ? expectedMs : (typical ?? 1),
        position,
      }))
      .sort(lastToRunFirst);
  }

  /** An account can take files from now on; joining twice changes nothing. */
  accountJoined(account: string): void {
    if (!this.#accounts.has(account)) this.#accounts.set(account, new Map());
  }

  /**
   * An account takes no more files.
   * @returns the files that were running there: they wait again, in their old place. Empty for an unknown account.
   */
  accountLeft(account: string): string[] {
    const running = [...(this.#accounts.get(account)?.values() ?? [])];
    this.#accounts.delete(account);
    this.#running -= running.length;
    for (const entry of running) this.#waitAgain(entry);
    return running.map(({ path }) => path);
  }

  /**
   * Takes the longest file that waits and counts it as running in the account.
   * @returns undefined when none waits, the account has all it may run at once, or it never joined.
   */
  next(account: string): string | undefined {
    const running = this.#accounts.get(account);
    if (!running || running.size >= this.#filesPerAccount) return undefined;
    const entry = this.#waiting.pop();
    if (!entry) return undefined;
    running.set(entry.path, entry);
    this.#running++;
    return entry.path;
  }

  /**
   * A file has its result.
   * @throws Error when the file is not running in that account: two results, or one for a file put back.
   */
  finished(account: string, path: string): void {
    this.#takeOut(account, path);
    this.#done++;
  }

  /**
   * A file stopped without a result while its account stays: it waits again, in its old place.
   * @throws Error when the file is not running in that account.
   */
  putBack(account: string, path: string): void {
    this.#waitAgain(this.#takeOut(account, path));
  }

  /**
   * Gives up every file that waits: none of them will ever be handed out.
   * @returns them, in the order they would have run.
   */
  giveUp(): string[] {
    return this.#waiting
      .splice(0)
      .reverse()
      .map(({ path }) => path);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get running(): number {
    return this.#running;
  }

  /** How many files have their result. */
  get done(): number {
    return this.#done;
  }

  /** Nothing waits and nothing runs. */
  get isComplete(): boolean {
    return this.#waiting.length === 0 && this.#running === 0;
  }

  /**
   * How long the rest takes with the accounts there are, ms, by list scheduling; a running file counts in full.
   * @returns undefined when no file's length is known, or files wait and there is no account.
   */
  remainingMs(): number | undefined {
    if (this.isComplete) return 0;
    if (!this.#anyKnown || this.#accounts.size === 0) return undefined;
    const slots = [...this.#accounts.values()].flatMap((running) =>
      Array.from(
        { length: this.#filesPerAccount },
        (_, slot) => [...running.values()][slot]?.expectedMs ?? 0,
      ),
    );
    return listMakespan(this.#waiting.map(({ expectedMs }) => expectedMs).reverse(), slots);
  }

  #takeOut(account: string, path: string): Entry {
    const running = this.#accounts.get(account);
    const entry = running?.get(path);
    if (!running || !entry) throw new Error(`${path} is not running in ${account}`);
    running.delete(path);
    this.#running--;
    return entry;
  }

  #waitAgain(entry: Entry): void {
    const at = this.#waiting.findIndex((other) => lastToRunFirst(entry, other) < 0);
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, entry);
  }
}

function lastToRunFirst(a: Entry, b: Entry): number {
  return a.expectedMs - b.expectedMs || b.position - a.position;
}

function isDuration(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
