import { AccountState, type Services } from "./account-state.ts";
import { Blame } from "./blame.ts";
import { isIn, latest, mayBeLate, nextLateMs } from "./copies.ts";
import { type Attempt, type Entry, startsBefore } from "./entry.ts";
import type { FileGroup } from "./file-group.ts";
import { FileGroups } from "./file-groups.ts";
import type { Ended, FileToRun, GivenUp, ScheduleOptions, Start } from "./file-to-run.ts";
import { Gathering } from "./gathering.ts";
import { listEntries } from "./list-entries.ts";
import { Locks } from "./locks.ts";
import { isPlain } from "./needs.ts";
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
  readonly #options: Required<ScheduleOptions>;
  readonly #accounts = new Map<string, AccountState>();
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #files = new FileGroups();
  readonly #started = new Set<Entry>();
  readonly #elsewhere = new Set<Entry>();
  readonly #places: Places;
  readonly #locks = new Locks();
  readonly #blame = new Blame();
  #gathering: Gathering | undefined;
  #unfinished: number;

  /**
   * @throws Error when a path is given twice, `filesPerAccount` or a file's `accounts` is not a positive integer, or
   *   `retries` not a whole number.
   */
  constructor(files: readonly FileToRun[], options: ScheduleOptions = {}) {
    const {
      filesPerAccount = 1,
      retries = 0,
      backupCopies = false,
      inOrder = false,
      canFreshen = false,
    } = options;
    if (!Number.isInteger(filesPerAccount) || filesPerAccount < 1) {
      throw new Error(`filesPerAccount must be a positive integer, not ${filesPerAccount}`);
    }
    if (!Number.isInteger(retries) || retries < 0)
      throw new Error(`retries must be a number, not ${retries}`);
    this.#options = { filesPerAccount, retries, backupCopies, inOrder, canFreshen };
    this.#places = new Places({ accounts: this.#accounts, canFreshen });
    const entries = listEntries(files, { inOrder });
    this.#entries = new Map(entries.map((entry) => [entry.path, entry]));
    this.#unfinished = entries.length;
    for (const entry of entries.sort((a, b) => (startsBefore(a, b) ? 1 : -1))) this.#files.add(entry);
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
    this.#gathering?.keep((other) => other !== state);
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
    this.#reviewGathering(now);
    if (this.#reserve(state, now)) return this.#startGathered();
    const entry = this.#choose(state, now);
    if (!entry) return this.#startCopy(state, now);
    this.#files.remove(entry);
    this.#locks.take(entry.needs);
    if (!needsGathering(entry, state)) return this.#start(entry, [state]);
    this.#gathering = new Gathering(entry, (at) => oneOf(this.#files.groupFor(entry), entry, at));
    this.#gathering.add(state);
    return this.#startGathered();
  }

  /** How many more files the account may run at once; 0 for one that never joined. */
  roomIn(account: string): number {
    const state = this.#accounts.get(account);
    return !state || state.isClosed ? 0 : this.#options.filesPerAccount - state.running.size;
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
    if (!state) return false;
    if (this.#gathering?.has(state)) return true;
    const demand = this.#demandFor(state, now);
    if (demand === 0) return this.#isSpare(state, now);
    const idle = [...this.#accounts.values()].filter(({ isIdle }) => isIdle);
    if (demand >= idle.length) return true;
    let others = 0;
    for (const other of idle) if (demand >= others && this.#demandFor(other, now) > 0) others++;
    return demand >= others || this.#isSpare(state, now);
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
      if (entry.failures.length <= this.#options.retries) {
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
    this.#stopGathering();
    for (const entry of [...this.#elsewhere]) this.elsewhere(entry.path, "done");
    return this.#giveUp(() => true);
  }

  /** Gives up the files that wait and need more accounts at once than these; as `giveUp`. */
  giveUpLarger(than: number): GivenUp[] {
    if ((this.#gathering?.entry.needs.accounts ?? 0) > than) this.#stopGathering();
    return this.#giveUp(({ needs }) => needs.accounts > than);
  }

  /** Gives up the files that wait and that the accounts there are can never run; as `giveUp`. */
  giveUpBlocked(now = 0): GivenUp[] {
    this.#reviewGathering(now);
    return this.#giveUp((group) => !this.#places.couldAnywhere(anyOf(group, now)));
  }

  /** Whether another account runs a file, or will: it has no result that counts, and nothing else has to come first. */
  isTriedBeside(account: string, path: string, now = 0): boolean {
    const entry = this.#entries.get(path);
    if (entry?.state === "started")
      return [...entry.attempts].some(({ accounts }) => !accounts.includes(account));
    if (entry?.state !== "waiting" || this.#gathering) return false;
    const wanted = oneOf(this.#files.groupFor(entry), entry, now);
    return [...this.#accounts.values()].some(
      (other) => other.name !== account && this.#places.suits(other, wanted),
    );
  }

  /** How long until a file that runs may want a copy, ms; undefined when none will. */
  nextLookMs(now: number): number | undefined {
    return this.#options.backupCopies ? nextLateMs(this.#started, now) : undefined;
  }

  get waiting(): number {
    return this.#files.waiting + (this.#gathering ? 1 : 0);
  }

  /** How many files were started and have no final result. */
  get running(): number {
    return this.#started.size;
  }

  /** Every file is over. */
  get isComplete(): boolean {
    return this.#unfinished === 0;
  }

  #choose(state: AccountState, now: number): Entry | undefined {
    const isKept = this.#places.isKept(state, this.#files, now);
    const pick = (group: FileGroup) => this.#pick(state, group, now);
    const exclusive = (group: FileGroup) => (group.needs.isExclusive ? pick(group) : undefined);
    if (isKept) return this.#files.first(exclusive);
    // What no file has touched spares a cleaning.
    const first = state.isTouched || this.#options.inOrder ? undefined : this.#files.first(exclusive);
    return first ?? this.#files.first(pick);
  }

  #pick(state: AccountState, group: FileGroup, now: number): Entry | undefined {
    if (!this.#locks.areFree(group.needs)) return undefined;
    const wanted = anyOf(group, now);
    if (!this.#places.isReady(state, wanted)) return undefined;
    const entry = group.firstThat((one) => state.hasTimeFor(one, now));
    if (!entry || !needsGathering(entry, state)) return entry;
    return !this.#gathering && this.#places.areReady(oneOf(group, entry, now)) ? entry : undefined;
  }

  /** @returns whether the account is reserved for the file that gathers. */
  #reserve(state: AccountState, now: number): boolean {
    const gathering = this.#gathering;
    if (!gathering) return false;
    if (gathering.missing > 0 && this.#places.isReady(state, gathering.wanted(now))) gathering.add(state);
    return gathering.has(state);
  }

  #startGathered(): Start | undefined {
    const accounts = this.#gathering?.complete;
    if (!this.#gathering || !accounts) return undefined;
    const { entry } = this.#gathering;
    this.#gathering = undefined;
    return this.#start(entry, accounts);
  }

  /** What has gathered accounts that go or will not do any more waits again where too few are left. */
  #reviewGathering(now: number): void {
    const gathering = this.#gathering;
    if (!gathering) return;
    const wanted = gathering.wanted(now);
    gathering.keep((account) => this.#places.isReady(account, wanted));
    if (!this.#places.areReady(wanted)) this.#stopGathering();
  }

  #stopGathering(): void {
    if (!this.#gathering) return;
    const { entry } = this.#gathering;
    this.#gathering = undefined;
    this.#locks.release(entry.needs);
    this.#wait(entry);
  }

  #startCopy(state: AccountState, now: number): Start | undefined {
    if (!this.#options.backupCopies) return undefined;
    const entry = latest(this.#started, now, (one) => this.#mayCopy(one, state, now));
    return entry && { ...this.#start(entry, [state]), copy: true };
  }

  #mayCopy(entry: Entry, state: AccountState, now: number): boolean {
    const group = this.#files.groupFor(entry);
    if (isIn(entry.attempts, state.name) || group.failedIn.has(state.name)) return false;
    if (this.#places.isKept(state, this.#files, now)) return false;
    return this.#places.isReady(state, oneOf(group, entry, now));
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

  /** How many accounts such as this one are wanted for what waits or is late; Infinity where one more always is. */
  #demandFor(state: AccountState, now: number): number {
    const gathering = this.#gathering;
    let demand = 0;
    if (gathering && this.#places.suits(state, gathering.wanted(now)))
      demand += gathering.entry.needs.accounts;
    for (const group of this.#files) {
      const { needs } = group;
      if (!this.#places.suits(state, anyOf(group, now))) continue;
      if (isPlain(needs) || !state.has(needs)) return Number.POSITIVE_INFINITY;
      demand += needs.accounts * (needs.locks.length > 0 ? 1 : group.waiting);
    }
    if (!this.#options.backupCopies) return demand;
    for (const entry of this.#started) {
      if (mayBeLate(entry) && this.#mayCopy(entry, state, now)) demand++;
    }
    return demand;
  }

  /** One of the last two accounts stays for what still runs in the other and may fail there. */
  #isSpare(state: AccountState, now: number): boolean {
    if (this.#options.retries === 0 || this.#accounts.size > 2) return false;
    for (const entry of this.#started) {
      const isElsewhere = !isIn(entry.attempts, state.name);
      const wanted = oneOf(this.#files.groupFor(entry), entry, now);
      if (isElsewhere && this.#places.could(state, wanted)) return true;
    }
    return false;
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
    if (this.#gathering?.entry === entry) this.#stopGathering();
    this.#files.remove(entry);
  }

  #over(entry: Entry): void {
    entry.state = "over";
    this.#started.delete(entry);
    this.#unfinished--;
  }
}

/** Whether the file cannot simply be started in an account that has room. */
function needsGathering({ needs }: Entry, { isIdle }: AccountState): boolean {
  return needs.accounts > 1 || (needs.isExclusive && !isIdle);
}
