import type { FileToRun, ScheduleOptions, Start } from "../file-to-run.ts";
import { Schedule } from "../schedule.ts";

export interface SimulatedRunOptions {
  files: readonly FileToRun[];
  schedule?: ScheduleOptions;
  /** How many accounts are had at once at most, and how many leases there are in all. */
  accounts: number;
  leases?: number;
  /** How long a file takes at its n-th attempt, ms; as long as expected when left out. */
  takesMs?: (path: string, attempt: number) => number;
  fails?: (path: string, attempt: number, account: string) => boolean;
  /** Yields numbers from 0 to below 1: what happens by chance, nothing when left out. */
  chance?: () => number;
}

interface Running extends Start {
  attempt: number;
  isLeft: boolean;
}

/** A whole run in simulated time, with the test in the place of dispatcher and parent; checks the rules as it goes. */
export class SimulatedRun {
  readonly schedule: Schedule;
  /** What happened, to compare runs by. */
  readonly log: string[] = [];
  readonly finals = new Map<string, "passed" | "failed">();
  readonly givenUp = new Set<string>();
  readonly doneElsewhere = new Set<string>();
  readonly failures = new Map<string, string[][]>();
  now = 0;
  readonly #options: SimulatedRunOptions;
  readonly #files: ReadonlyMap<string, FileToRun>;
  readonly #accounts = new Set<string>();
  /** Accounts files of this run were started in under their present lease. */
  readonly #touched = new Set<string>();
  readonly #running = new Set<Running>();
  readonly #attempts = new Map<string, number>();
  readonly #events: Array<{ at: number; happen: () => void }> = [];
  #leased = 0;
  #coming = 0;
  #mayCome = true;

  constructor(options: SimulatedRunOptions) {
    this.#options = options;
    this.#files = new Map(options.files.map((file) => [file.path, file]));
    this.schedule = new Schedule(options.files, options.schedule);
  }

  /** Plays it to its end. @throws where it hangs, or a rule is broken. @returns when the last file ended, ms. */
  play(): number {
    for (let first = 0; first < this.#options.accounts; first++) this.#lease(0);
    let endedAt = 0;
    for (let turn = 0; !this.schedule.isComplete; turn++) {
      if (turn > 20_000) throw new Error(`no end:\n${this.log.slice(-20).join("\n")}`);
      const next = this.#takeEvent();
      if (next) {
        this.now = next.at;
        next.happen();
      } else if (this.#mayCome) this.#mayCome = false;
      else throw new Error(`hangs:\n${this.log.join("\n")}`);
      this.#dispatch();
      endedAt = this.now;
    }
    for (const path of this.#files.keys()) {
      const ends = [this.finals, this.givenUp, this.doneElsewhere].filter((those) => those.has(path));
      must(ends.length === 1, `${path} has ${ends.length} ends`);
    }
    return endedAt;
  }

  #chance(of: number): boolean {
    return (this.#options.chance?.() ?? 1) < of;
  }

  #after(ms: number, happen: () => void): void {
    this.#events.push({ at: this.now + ms, happen });
  }

  #takeEvent(): { at: number; happen: () => void } | undefined {
    let first = 0;
    for (const [at, event] of this.#events.entries())
      if (event.at < (this.#events[first]?.at ?? 0)) first = at;
    return this.#events.splice(first, 1)[0];
  }

  #lease(ms: number): void {
    this.#coming++;
    this.#leased++;
    this.#after(ms, () => {
      this.#coming--;
      const free = Array.from({ length: this.#options.accounts }, (_, n) => `a${n}`).find(
        (a) => !this.#accounts.has(a),
      );
      if (free === undefined) return;
      this.#accounts.add(free);
      this.#touched.delete(free);
      this.log.push(`${this.now} join ${free}`);
      this.schedule.accountJoined(free);
      if (this.#chance(0.1))
        this.#after(10 * Math.ceil(10 * (this.#options.chance?.() ?? 0)), () => this.#lose(free));
    });
  }

  #dispatch(): void {
    for (let again = true; again; ) {
      again = false;
      for (const account of this.#accounts) {
        for (
          let start = this.schedule.next(account, this.now);
          start;
          start = this.schedule.next(account, this.now)
        ) {
          this.#begin(start);
          again = true;
        }
      }
    }
    const { accounts, leases = accounts } = this.#options;
    if (this.#leased >= leases && this.#coming === 0) this.#mayCome = false;
    if (!this.#mayCome) for (const { path } of this.schedule.giveUpBlocked(this.now)) this.givenUp.add(path);
    for (const account of this.#accounts) {
      const isBusy = [...this.#running].some((one) => one.accounts.includes(account));
      if (!isBusy && !this.schedule.hasWorkFor(account, this.now)) this.#lose(account);
    }
    const isShort = this.#accounts.size + this.#coming < accounts;
    if (this.schedule.waiting > 0 && isShort && this.#leased < leases && this.#mayCome) this.#lease(7);
    const lookMs = this.schedule.nextLookMs(this.now);
    if (lookMs !== undefined && this.#accounts.size > 0) this.#after(lookMs, () => undefined);
  }

  #lose(account: string): void {
    this.log.push(`${this.now} leave ${account}`);
    this.#accounts.delete(account);
    for (const one of this.#running)
      if (one.accounts.includes(account) && !one.isLeft) this.#running.delete(one);
    this.schedule.accountLeft(account);
  }

  #begin(start: Start): void {
    const { path, accounts, copy } = start;
    const attempt = (this.#attempts.get(path) ?? 0) + 1;
    this.#check(start);
    if (!copy && attempt === 1 && this.#chance(0.1)) {
      this.#refuse(start);
      return;
    }
    this.#attempts.set(path, attempt);
    for (const account of accounts) this.#touched.add(account);
    const running: Running = { ...start, attempt, isLeft: false };
    this.#running.add(running);
    this.schedule.began(accounts[0] ?? "", path, this.now);
    this.log.push(`${this.now} start ${path} in ${accounts.join()}${copy ? ", a copy" : ""}`);
    const takesMs = this.#options.takesMs?.(path, attempt) ?? this.#files.get(path)?.expectedMs ?? 1;
    this.#after(takesMs, () => this.#stop(running));
  }

  /** Another machine has it, and ends it or lets it go. */
  #refuse({ path, accounts: [first = ""] }: Start): void {
    this.log.push(`${this.now} refused ${path}`);
    this.schedule.takeBack(first, path);
    this.schedule.elsewhere(path, "running");
    const isDone = this.#chance(0.5);
    this.#after(10, () => {
      if (isDone) this.doneElsewhere.add(path);
      this.schedule.elsewhere(path, isDone ? "done" : "waiting");
    });
  }

  #check(start: Start): void {
    const { path, accounts, freshen = [], copy } = start;
    const { exclusive = false, locks = [], accounts: wanted = 1 } = this.#files.get(path) ?? {};
    const { retries = 0, canFreshen = false } = this.#options.schedule ?? {};
    const active = [...this.#running].filter(({ isLeft }) => !isLeft);
    const isPlain = !exclusive && locks.length === 0 && wanted === 1;
    const failedIn = new Set((this.failures.get(path) ?? []).flat());
    must(new Set(accounts).size === wanted, `${path} got ${accounts.join()}`);
    must(!this.finals.has(path), `${path} was started again`);
    must((this.failures.get(path) ?? []).length <= retries, `${path} was tried too often`);
    const same = active.filter((one) => one.path === path);
    must(same.length === (copy ? 1 : 0), `${path} runs ${same.length} times`);
    must(!copy || (isPlain && !same[0]?.accounts.includes(accounts[0] ?? "")), `${path} was copied`);
    for (const one of active) this.#checkBeside(start, one);
    for (const account of accounts) {
      must(this.#accounts.has(account), `${account} is not in the run`);
      const mustFreshen = exclusive && this.#touched.has(account);
      must(!mustFreshen || canFreshen, `${path} got ${account}, which is touched`);
      must(freshen.includes(account) === mustFreshen, `${account} is made fresh for ${path}`);
      const others = [...this.#accounts].filter((other) => !failedIn.has(other));
      must(!isPlain || !failedIn.has(account) || others.length === 0, `${path} failed in ${account} before`);
    }
  }

  #checkBeside({ path, accounts }: Start, other: Running): void {
    const { filesPerAccount = 1 } = this.#options.schedule ?? {};
    const [file, beside] = [this.#files.get(path), this.#files.get(other.path)];
    must(
      !file?.locks?.some((lock) => beside?.locks?.includes(lock)),
      `${path} and ${other.path} share a lock`,
    );
    for (const account of accounts.filter((one) => other.accounts.includes(one))) {
      must(!file?.exclusive && !beside?.exclusive, `${path} and ${other.path} are both in ${account}`);
      const there = [...this.#running].filter((one) => !one.isLeft && one.accounts.includes(account));
      must(there.length < filesPerAccount, `too much in ${account}`);
    }
  }

  #stop(running: Running): void {
    if (!this.#running.has(running)) return;
    const [first = ""] = running.accounts;
    if (this.#chance(0.3)) {
      running.isLeft = true;
      this.schedule.left(first, running.path);
      this.#after(5, () => this.#end(running));
    } else this.#end(running);
  }

  #end(running: Running): void {
    if (!this.#running.delete(running)) return;
    const { path, accounts, attempt } = running;
    const [first = ""] = accounts;
    const outcome = this.#options.fails?.(path, attempt, first) ? "failed" : "passed";
    if (outcome === "failed" && !this.finals.has(path))
      this.failures.set(path, [...(this.failures.get(path) ?? []), [...accounts]]);
    const { result, cutOff } = this.schedule.ended(first, path, outcome);
    const final = result === "final";
    must((result === "too-late") === this.finals.has(path), `${path} has a result ${result}`);
    this.log.push(`${this.now} ${outcome} ${path} in ${first}${final ? ", final" : ""}`);
    if (final) {
      must(!this.finals.has(path), `${path} has two final results`);
      this.finals.set(path, outcome);
    } else must(cutOff.length === 0, `${path} is cut off before its end`);
    for (const account of cutOff) {
      const loser = [...this.#running].find(
        (one) => one.path === path && one.accounts[0] === account && !one.isLeft,
      );
      must(loser !== undefined, `${path} does not run in ${account}`);
      if (loser) this.#running.delete(loser);
      this.schedule.putBack(account, path);
    }
  }
}

// Cheaper by far than Jest's own, which is asked some hundred thousand times here.
function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
