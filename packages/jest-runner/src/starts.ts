import type { Start } from "@regatta/scheduler";
import type { FromJest } from "./protocol.ts";

export interface StartsOptions {
  /** Whether files are claimed first. */
  claims: boolean;
  /** By file, the locks that go with the claim. */
  locks: Readonly<Record<string, string[]>>;
  send(message: FromJest): void;
}

interface Waiting {
  readonly start: Start;
  /** Accounts whose data is being made fresh, or is fresh by now. */
  readonly freshening: Set<string>;
  readonly fresh: Set<string>;
}

/** Files the schedule has given out that cannot be started yet: to be claimed, accounts to be made fresh. */
export class Starts {
  readonly #options: StartsOptions;
  readonly #waiting = new Map<string, Waiting>();
  /** Files that are this machine's, and those it has asked for. */
  readonly #claimed = new Set<string>();
  readonly #asked = new Set<string>();
  /** Accounts whose data is being made fresh, also for a file that is not to be started there any more: by which request. */
  readonly #freshening = new Map<string, number>();
  /** How often an account was to be made fresh. */
  #requests = 0;

  constructor(options: StartsOptions) {
    this.#options = options;
  }

  add(start: Start): void {
    this.#waiting.set(keyOf(start), { start, freshening: new Set(), fresh: new Set() });
  }

  /**
   * Takes those that can be started now, and asks for what the others lack.
   * @param isQuiet whether an account is not being looked over.
   */
  takeReady(isQuiet: (account: string) => boolean): Start[] {
    return [...this.#waiting.values()]
      .filter((waiting) => this.#isClaimed(waiting) && waiting.start.accounts.every(isQuiet))
      .filter((waiting) => this.#isFresh(waiting))
      .map(({ start }) => {
        this.#waiting.delete(keyOf(start));
        return start;
      });
  }

  /** A claim was granted. */
  claimed(file: string): void {
    this.#asked.delete(file);
    this.#claimed.add(file);
  }

  /** A claim was refused, or is taken away. @returns what was to be started by it. */
  unclaimed(file: string): Start[] {
    this.#asked.delete(file);
    this.#claimed.delete(file);
    return this.#take(({ path }) => path === file);
  }

  /** Whether the data of an account is being made fresh: nothing may run there. */
  isFreshening(account: string): boolean {
    return this.#freshening.has(account);
  }

  /**
   * The data of an account is fresh, or will not be.
   * @returns whether that is of what goes on there, and not of an earlier lease.
   */
  freshened(account: string, request: number): boolean {
    if (this.#freshening.get(account) !== request) return false;
    this.#freshening.delete(account);
    for (const { freshening, fresh } of this.#waiting.values())
      if (freshening.has(account)) fresh.add(account);
    return true;
  }

  /** The run has lost an account, with whatever goes on there. */
  lost(account: string): void {
    this.#freshening.delete(account);
  }

  /** An account is gone. @returns what was to be started there, or with it. */
  gone(account: string): Start[] {
    return this.#take(({ accounts }) => accounts.includes(account));
  }

  #take(isMeant: (start: Start) => boolean): Start[] {
    const taken = [...this.#waiting.values()].map(({ start }) => start).filter(isMeant);
    for (const start of taken) this.#waiting.delete(keyOf(start));
    return taken;
  }

  #isClaimed({ start: { path, copy } }: Waiting): boolean {
    const { claims, locks, send } = this.#options;
    if (!claims || copy || this.#claimed.has(path)) return true;
    if (!this.#asked.has(path)) send({ kind: "claim", file: path, locks: locks[path] ?? [] });
    this.#asked.add(path);
    return false;
  }

  #isFresh({ start, freshening, fresh }: Waiting): boolean {
    for (const account of start.freshen ?? []) {
      if (freshening.has(account)) continue;
      freshening.add(account);
      const request = ++this.#requests;
      this.#freshening.set(account, request);
      this.#options.send({ kind: "account-freshen", account, file: start.path, request });
    }
    return fresh.size === freshening.size;
  }
}

/** A file may run in two accounts at once, as itself and as a copy. */
function keyOf({ path, accounts: [first] }: Start): string {
  return JSON.stringify([path, first]);
}
