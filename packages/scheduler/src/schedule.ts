import { AccountState, type Services } from "./account-state.ts";
import { listMakespan, median } from "./durations.ts";
import { type Entry, runsBefore } from "./file-group.ts";
import { FileGroups } from "./file-groups.ts";

/** A test file and what is known of it. */
export interface FileToRun {
  /** Unique name of the file within the schedule. */
  path: string;
  /** How long it is expected to take, ms; left out when unknown. */
  expectedMs?: number;
  /** In 95 of 100 runs it took no longer, ms; twice the expected time when left out. */
  p95Ms?: number;
  /** The services it needs; every service there is when left out. */
  requires?: readonly string[];
  /** It runs alone in an account that no file has touched, or whose data was made fresh. */
  exclusive?: boolean;
  /** No two files with a common lock run at once. */
  locks?: readonly string[];
  /** How many accounts it needs at once; 1 when left out. */
  accounts?: number;
}

export interface ScheduleOptions {
  /** How many files may run in one account at the same time; default 1. */
  filesPerAccount?: number;
  /** How often a file that failed is tried again; default 0. */
  retries?: number;
  /** Whether a file that is late gets a second copy where nothing else is to be done. */
  backupCopies?: boolean;
  /** Whether files start in the order given instead of longest first. */
  inOrder?: boolean;
  /** Whether the data of an account can be made fresh for an exclusive file. */
  canFreshen?: boolean;
}

/** A file to be started. */
export interface Start {
  path: string;
  /** It runs in the first one; the others are its own meanwhile. */
  accounts: string[];
  /** The data of its accounts has to be made fresh first. */
  freshen?: true;
  /** It runs beside another attempt that is late; the first result counts. */
  copy?: true;
}

/** A file nobody will run. */
export interface GivenUp {
  path: string;
  /** The service whose failure kept it out of an account; of several the one that did so in most. */
  blockedBy?: string;
}

/**
 * Which test file runs next, and where. Longest expected first, to whichever account asks and has the services the
 * file needs (list scheduling: at most 4/3 of the best possible, when estimates are right and every account has
 * everything). Synchronous and without I/O: the caller runs the files, and says what became of them.
 *
 * Every file is at any time exactly one of: waiting, running in one account, done, or given up. Files that need the
 * same services wait together, so that a file for an account is found without looking at each.
 */
export class Schedule {
  readonly #filesPerAccount: number;
  readonly #accounts = new Map<string, AccountState>();
  readonly #files = new FileGroups();
  readonly #anyKnown: boolean;
  #waiting = 0;
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
    const entries = files.map(({ path, expectedMs, requires }, position) => ({
      path,
      expectedMs: isDuration(expectedMs) ? expectedMs : (typical ?? 1),
      position,
      group: this.#files.of(requires),
    }));
    for (const entry of entries.sort((a, b) => (runsBefore(a, b) ? 1 : -1))) this.#wait(entry);
  }

  /**
   * An account can take files from now on; joining twice changes nothing.
   * @param services those that are up there so far.
   */
  accountJoined(account: string, services: Services = "all"): void {
    if (this.#accounts.has(account)) return;
    const state = new AccountState();
    state.servicesReady(services);
    this.#accounts.set(account, state);
  }

  /** More services are up in an account; nothing for one that never joined. */
  servicesReady(account: string, services: Services): void {
    this.#accounts.get(account)?.servicesReady(services);
  }

  /**
   * Services that will never be up in an account: files that need one of them run elsewhere, or not at all. Of an
   * account that never joined only the cause is kept, for the files that are given up.
   * @param causes for each service the one whose failure is the cause: itself, or what it depends on.
   */
  servicesFailed(account: string, causes: Readonly<Record<string, string>>): void {
    this.#accounts.get(account)?.servicesFailed(Object.keys(causes));
    this.#files.blame(account, causes);
  }

  /**
   * An account takes no more files.
   * @returns the files that were running there: they wait again, in their old place. Empty for an unknown account.
   */
  accountLeft(account: string): string[] {
    const running = [...(this.#accounts.get(account)?.running.values() ?? [])];
    this.#accounts.delete(account);
    this.#running -= running.length;
    for (const entry of running) this.#wait(entry);
    return running.map(({ path }) => path);
  }

  /**
   * Takes the longest file that waits and has its services up in the account, and counts it as running there.
   * @returns undefined when there is none, the account has all it may run at once, or it never joined.
   */
  next(account: string): string | undefined {
    const state = this.#accounts.get(account);
    if (!state || state.running.size >= this.#filesPerAccount) return undefined;
    const entry = this.#files.first((group) => state.canRun(group))?.group.take();
    if (!entry) return undefined;
    state.running.set(entry.path, entry);
    this.#waiting--;
    this.#running++;
    return entry.path;
  }

  /** How many more files the account may run at once; 0 for one that never joined. */
  roomIn(account: string): number {
    const state = this.#accounts.get(account);
    return state ? this.#filesPerAccount - state.running.size : 0;
  }

  /** Whether a file waits that the account can run, now or once more services are up there. */
  hasWorkFor(account: string): boolean {
    const state = this.#accounts.get(account);
    return state !== undefined && this.#files.some((group) => state.mayRun(group));
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
    this.#wait(this.#takeOut(account, path));
  }

  /**
   * Gives up every file that waits: none of them will ever be handed out.
   * @returns them, in the order they would have run.
   */
  giveUp(): GivenUp[] {
    return this.#giveUp(this.#files.drain(() => true));
  }

  /** Gives up the files that wait and that no account there is can ever run; as `giveUp`. */
  giveUpBlocked(): GivenUp[] {
    const accounts = [...this.#accounts.values()];
    return this.#giveUp(this.#files.drain((group) => !accounts.some((state) => state.mayRun(group))));
  }

  get waiting(): number {
    return this.#waiting;
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
    return this.#waiting === 0 && this.#running === 0;
  }

  /**
   * How long the rest takes with the accounts there are, ms, by list scheduling; a running file counts in full, a
   * service that is not up yet as if it came now.
   * @returns undefined when no file's length is known, or a file waits that no account there is can ever run.
   */
  remainingMs(): number | undefined {
    if (this.isComplete) return 0;
    if (!this.#anyKnown) return undefined;
    const waiting = this.#files.list();
    const slots = [...this.#accounts.values()].flatMap((state) =>
      Array.from({ length: this.#filesPerAccount }, (_, slot) => ({
        busyMs: [...state.running.values()][slot]?.expectedMs ?? 0,
        accepts: (file: number) => waiting[file] !== undefined && state.mayRun(waiting[file].group),
      })),
    );
    const lengths = waiting.map(({ expectedMs }) => expectedMs);
    const makespan = listMakespan(lengths, slots);
    return Number.isFinite(makespan) ? makespan : undefined;
  }

  #giveUp(entries: Entry[]): GivenUp[] {
    this.#waiting -= entries.length;
    return entries.map(({ path, group: { blockedBy } }) =>
      blockedBy === undefined ? { path } : { path, blockedBy },
    );
  }

  #takeOut(account: string, path: string): Entry {
    const running = this.#accounts.get(account)?.running;
    const entry = running?.get(path);
    if (!running || !entry) throw new Error(`${path} is not running in ${account}`);
    running.delete(path);
    this.#running--;
    return entry;
  }

  #wait(entry: Entry): void {
    entry.group.add(entry);
    this.#waiting++;
  }
}

function isDuration(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
