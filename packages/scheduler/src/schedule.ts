import { AccountState, type Services } from "./account-state.ts";
import { Blame } from "./blame.ts";
import { Choice, mustGather } from "./choice.ts";
import { Copies } from "./copies.ts";
import { Demand } from "./demand.ts";
import { type Attempt, type Entry, startsBefore } from "./entry.ts";
import type { FileGroup } from "./file-group.ts";
import { FileGroups } from "./file-groups.ts";
import type { Ended, FileToRun, GivenUp, ScheduleOptions, Start } from "./file-to-run.ts";
import { Gathering } from "./gathering.ts";
import { listEntries } from "./list-entries.ts";
import { Locks } from "./locks.ts";
import { anyOf, oneOf, Places } from "./places.ts";

/**
 * Which test file runs next, and where. Longest expected first, to whichever account asks and has what the file needs
 * (list scheduling: at most 4/3 of the best possible, when estimates are right and every account has everything).
 * Synchronous, without I/O and without a clock: the caller runs the files, says what became of them and what time it
 * is (`now`: ms of any clock that only goes forward; only late files and accounts with a limit need it).
 *
 * Every file is at any time exactly one of: waiting, started, elsewhere (another machine has it), or over. It is over
 * with its final result, or given up.
 */
export class Schedule {
  readonly #filesPerAccount: number;
  readonly #retries: number;
  readonly #accounts = new Map<string, AccountState>();
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #files = new FileGroups();
  readonly #started = new Set<Entry>();
  readonly #elsewhere = new Set<Entry>();
  readonly #places: Places;
  readonly #locks = new Locks();
  readonly #blame = new Blame();
  readonly #gathering: Gathering;
  readonly #choice: Choice;
  /** Undefined where no file gets a second copy. */
  readonly #copies: Copies | undefined;
  readonly #demand: Demand;
  #unfinished: number;

  /**
   * @throws Error when a path is given twice, `filesPerAccount` or a file's `accounts` is not a positive integer, or
   *   `retries` not a whole number.
   */
  constructor(toRun: readonly FileToRun[], options: ScheduleOptions = {}) {
    const { filesPerAccount = 1, retries = 0, backupCopies, leastLateMs = 0 } = options;
    const { inOrder = false, canFreshen = false } = options;
    if (!Number.isInteger(filesPerAccount) || filesPerAccount < 1) {
      throw new Error(`filesPerAccount must be a positive integer, not ${filesPerAccount}`);
    }
    if (!Number.isInteger(retries) || retries < 0) {
      throw new Error(`retries must be a whole number, not ${retries}`);
    }
    this.#filesPerAccount = filesPerAccount;
    this.#retries = retries;
    const [files, started, accounts] = [this.#files, this.#started, this.#accounts];
    const places = new Places({ accounts, canFreshen });
    const gathering = new Gathering({ files, places });
    const copies = backupCopies ? new Copies({ started, files, places }) : undefined;
    this.#places = places;
    this.#gathering = gathering;
    this.#copies = copies;
    this.#choice = new Choice({ files, places, locks: this.#locks, gathering, inOrder });
    const hasRetries = retries > 0;
    this.#demand = new Demand({ accounts, files, started, places, gathering, copies, hasRetries });
    const entries = listEntries(toRun, { inOrder, leastLateMs });
    this.#entries = new Map(entries.map((entry) => [entry.path, entry]));
    this.#unfinished = entries.length;
    // The last first: each is added at an end.
    for (const entry of entries.sort((a, b) => (startsBefore(a, b) ? 1 : -1))) files.add(entry);
  }

  /**
   * An account can take files from now on; joining twice changes nothing.
   * @param services those that are up there so far.
   * @param isTouched whether files of this run may have run there before.
   */
  accountJoined(account: string, services: Services = "all", isTouched = false): void {
    if (this.#accounts.has(account)) return;
    const state = new AccountState(account, isTouched);
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
    this.#blame.add(account, causes);
  }

  /** Only files that will have ended by then start in the account; all of them without a time. */
  limit(account: string, endsAt?: number): void {
    const state = this.#accounts.get(account);
    if (state) state.endsAt = endsAt;
  }

  /** An account takes no further file; what runs there runs on until it leaves. */
  accountLeaves(account: string): void {
    const state = this.#accounts.get(account);
    if (!state) return;
    state.isLeaving = true;
    this.#gathering.release(state);
  }

  /**
   * An account is gone.
   * @returns the files that ran there, also beside others of their accounts: unless they run elsewhere too they wait
   *   again, in their old place. Empty for an unknown account.
   */
  accountLeft(account: string): string[] {
    const state = this.#accounts.get(account);
    if (!state) return [];
    this.accountLeaves(account);
    this.#accounts.delete(account);
    const attempts = [...state.running.values()];
    for (const attempt of attempts) this.#withdraw(attempt);
    return attempts.map(({ entry }) => entry.path);
  }

  /**
   * Takes the file that is next for an account, and counts it as running. A file may be reserved accounts over several
   * calls, and is then given out with the last of them: it runs in the first.
   * @returns undefined when there is none, the account has all it may run at once, is reserved, or never joined.
   */
  next(account: string, now = 0): Start | undefined {
    const state = this.#accounts.get(account);
    if (!state || state.isLeaving || this.roomIn(account) === 0) return undefined;
    this.#putBackGathered(this.#gathering.review(now));
    if (this.#gathering.reserve(state, now)) return this.#startGathered();
    const entry = this.#choice.for(state, now);
    if (!entry) return this.#startCopy(state, now);
    this.#files.remove(entry);
    this.#locks.take(entry.needs);
    if (!mustGather(entry, state)) return this.#start(entry, [state]);
    this.#gathering.begin(entry, state);
    return this.#startGathered();
  }

  /** How many more files the account may run at once; 0 for one that never joined. */
  roomIn(account: string): number {
    const state = this.#accounts.get(account);
    return !state || state.isClosed ? 0 : this.#filesPerAccount - state.running.size;
  }

  /** Whether nothing runs in an account. */
  isIdle(account: string): boolean {
    return this.#accounts.get(account)?.isIdle ?? true;
  }

  /**
   * Whether there is, or may come, something to do for an account: files that wait, a late one that wants a copy, one
   * that may fail and be tried again. Of accounts without work no more are kept than are wanted.
   */
  hasWorkFor(account: string, now = 0): boolean {
    const state = this.#accounts.get(account);
    return state !== undefined && this.#demand.isFor(state, now);
  }

  /**
   * A file has begun to run: from now on it may become late.
   * @throws Error when the file is not running in that account.
   */
  began(account: string, path: string, now: number): void {
    this.#attemptAt(account, path).startedAt = now;
  }

  /**
   * A file has stopped and occupies its accounts no more; its result is still to come.
   * @throws Error when the file is not running in that account.
   */
  left(account: string, path: string): void {
    const attempt = this.#attemptAt(account, path);
    if (attempt.hasLeft) throw new Error(`${path} is not running in ${account}`);
    this.#leave(attempt);
  }

  /**
   * An attempt at a file has its result.
   * @param account the one it ran in.
   * @throws Error when no attempt there is without one: two results, or one for a file put back.
   */
  ended(account: string, path: string, outcome: "passed" | "failed"): Ended {
    const attempt = this.#attemptAt(account, path);
    const { entry } = attempt;
    this.#end(attempt);
    if (entry.state === "over") return { result: "too-late", cutOff: [] };
    if (outcome === "failed") {
      this.#files.failuresOf(entry, [...entry.failures, attempt.accounts]);
      if (entry.failures.length <= this.#retries) {
        this.#waitAgain(entry);
        return { result: "tried-again", cutOff: [] };
      }
    }
    this.#over(entry);
    const others = [...entry.attempts].filter(({ hasLeft }) => !hasLeft);
    return { result: "final", cutOff: others.flatMap(({ accounts: [first] }) => first ?? []) };
  }

  /**
   * A file stopped without a result while its account stays: unless it runs elsewhere too it waits again, in its old
   * place.
   * @throws Error when the file is not running in that account.
   */
  putBack(account: string, path: string): void {
    this.#withdraw(this.#attemptAt(account, path));
  }

  /** The same for a file that was given out and not started: its accounts are as fresh as they were. */
  takeBack(account: string, path: string): void {
    const attempt = this.#attemptAt(account, path);
    for (const name of attempt.accounts) {
      const state = this.#accounts.get(name);
      if (state) state.touches--;
    }
    this.#withdraw(attempt);
  }

  /** What failed in an account was the account's fault: it counts against no file that is not over. */
  forgive(account: string): void {
    for (const entry of this.#entries.values()) {
      const failures = entry.failures.filter((accounts) => !accounts.includes(account));
      if (failures.length < entry.failures.length) this.#files.failuresOf(entry, failures);
    }
  }

  /** What another machine does with a file; nothing for one that runs here or is over. */
  elsewhere(path: string, state: "running" | "done" | "waiting"): void {
    const entry = this.#entries.get(path);
    if (!entry || entry.state === "started" || entry.state === "over" || entry.state === state) return;
    if (entry.state === "waiting") this.#unwait(entry);
    this.#elsewhere.delete(entry);
    if (state === "done") this.#over(entry);
    else if (state === "waiting") this.#wait(entry);
    else {
      entry.state = "elsewhere";
      this.#elsewhere.add(entry);
    }
  }

  /**
   * Gives up every file that waits: none of them will ever be handed out. Those elsewhere are waited for no more.
   * @returns those that waited, in the order they would have run.
   */
  giveUp(): GivenUp[] {
    this.#putBackGathered(this.#gathering.stop());
    for (const entry of [...this.#elsewhere]) this.elsewhere(entry.path, "done");
    return this.#giveUp(() => true);
  }

  /** Gives up the files that wait and need more accounts at once than these; as `giveUp`. */
  giveUpLarger(than: number): GivenUp[] {
    const gathers = this.#gathering.entry?.needs.accounts ?? 0;
    if (gathers > than) this.#putBackGathered(this.#gathering.stop());
    return this.#giveUp(({ needs }) => needs.accounts > than);
  }

  /** Gives up the files that wait and that the accounts there are can never run; as `giveUp`. */
  giveUpBlocked(now = 0): GivenUp[] {
    this.#putBackGathered(this.#gathering.review(now));
    return this.#giveUp((group) => !this.#places.couldAnywhere(anyOf(group, now)));
  }

  /** Whether another account runs a file, or will: it has no result that counts, and nothing else has to come first. */
  isTriedBeside(account: string, path: string, now = 0): boolean {
    const entry = this.#entries.get(path);
    if (entry?.state === "started")
      return [...entry.attempts].some(({ accounts }) => !accounts.includes(account));
    if (entry?.state !== "waiting" || this.#gathering.entry) return false;
    const wanted = oneOf(this.#files.groupFor(entry), entry, now);
    return [...this.#accounts.values()].some(
      (other) => other.name !== account && this.#places.suits(other, wanted),
    );
  }

  /** How long until a file that runs may want a copy, ms; undefined when none will. */
  nextLookMs(now: number): number | undefined {
    return this.#copies?.nextLateMs(now);
  }

  get waiting(): number {
    return this.#files.waiting + (this.#gathering.entry ? 1 : 0);
  }

  /** How many files were started and have no final result. */
  get running(): number {
    return this.#started.size;
  }

  /** Every file is over. */
  get isComplete(): boolean {
    return this.#unfinished === 0;
  }

  #startGathered(): Start | undefined {
    const gathered = this.#gathering.take();
    return gathered && this.#start(gathered.entry, gathered.accounts);
  }

  #startCopy(state: AccountState, now: number): Start | undefined {
    const entry = this.#copies?.for(state, now);
    return entry && { ...this.#start(entry, [state]), copy: true };
  }

  /** What gathered accounts, and does so no more, waits again. */
  #putBackGathered(entry: Entry | undefined): void {
    if (!entry) return;
    this.#locks.release(entry.needs);
    this.#wait(entry);
  }

  #start(entry: Entry, accounts: AccountState[]): Start {
    const names = accounts.map(({ name }) => name);
    const attempt: Attempt = { entry, accounts: names, startedAt: undefined, hasLeft: false };
    const stale = entry.needs.isExclusive ? accounts.filter(({ isTouched }) => isTouched) : [];
    const freshen = stale.map(({ name }) => name);
    for (const account of accounts) {
      account.running.set(entry.path, attempt);
      account.touches++;
    }
    entry.attempts.add(attempt);
    entry.state = "started";
    this.#started.add(entry);
    return { path: entry.path, accounts: names, ...(freshen.length > 0 ? { freshen } : {}) };
  }

  #giveUp(isMeant: (group: FileGroup) => boolean): GivenUp[] {
    return this.#files.drain(isMeant).map((entry) => {
      this.#over(entry);
      const blockedBy = this.#blame.of(entry.needs);
      return blockedBy === undefined ? { path: entry.path } : { path: entry.path, blockedBy };
    });
  }

  #attemptAt(account: string, path: string): Attempt {
    for (const attempt of this.#entries.get(path)?.attempts ?? []) {
      if (attempt.accounts[0] === account) return attempt;
    }
    throw new Error(`${path} is not running in ${account}`);
  }

  /** The attempt has no result, and will have none. */
  #withdraw(attempt: Attempt): void {
    this.#end(attempt);
    if (attempt.entry.state !== "over") this.#waitAgain(attempt.entry);
  }

  #end(attempt: Attempt): void {
    attempt.entry.attempts.delete(attempt);
    if (!attempt.hasLeft) this.#leave(attempt);
  }

  #leave(attempt: Attempt): void {
    attempt.hasLeft = true;
    this.#locks.release(attempt.entry.needs);
    for (const name of attempt.accounts) {
      const running = this.#accounts.get(name)?.running;
      if (running?.get(attempt.entry.path) === attempt) running.delete(attempt.entry.path);
    }
  }

  /** Unless another attempt at it is under way. */
  #waitAgain(entry: Entry): void {
    if (entry.attempts.size > 0) return;
    this.#started.delete(entry);
    this.#wait(entry);
  }

  #wait(entry: Entry): void {
    entry.state = "waiting";
    this.#files.add(entry);
  }

  #unwait(entry: Entry): void {
    if (this.#gathering.entry === entry) this.#putBackGathered(this.#gathering.stop());
    this.#files.remove(entry);
  }

  #over(entry: Entry): void {
    entry.state = "over";
    this.#started.delete(entry);
    this.#unfinished--;
  }
}
