import type { EventLoop } from "./event-loop.ts";
import type { Machine } from "./machine.ts";

/** One holder's stay in an account. */
export interface Visit {
  account: string;
  epoch: number;
  leaseId: string;
  machine: Machine;
}

interface Inside {
  lastEpoch: number;
  visits: Set<Visit>;
  /** Somebody used it since it was last left tidy or cleaned. */
  soiled: boolean;
}

export interface AccountSideOptions {
  loop: EventLoop;
  /** True time at which the last write that made or renewed a lease was sent, of those known to be done, ms. */
  confirmedAt: (leaseId: string) => number;
  violated: (what: string) => void;
}

/**
 * What happens inside the accounts, seen from there and judged apart from the pool. Like revoked sessions it lets
 * nobody in whose epoch is not the latest seen; and it notices when that was needed against a holder whose own
 * clock should have told it to stop.
 */
export class AccountSide {
  readonly #options: AccountSideOptions;
  readonly #accounts = new Map<string, Inside>();
  /** How often a holder that had slept, or stood still, was kept out by its epoch. */
  zombies = 0;

  constructor(options: AccountSideOptions) {
    this.#options = options;
  }

  isSoiled(account: string): boolean {
    return this.#inside(account).soiled;
  }

  /** @returns false when the account keeps this holder out. */
  enter(visit: Visit): boolean {
    const inside = this.#inside(visit.account);
    if (visit.epoch <= inside.lastEpoch) return this.#keptOut(visit, "comes in");
    for (const other of inside.visits)
      if (!this.#isExcused(other)) this.#violated(visit, `comes in while ${named(other)} is inside`);
    inside.lastEpoch = visit.epoch;
    inside.visits.add(visit);
    inside.soiled = true;
    return true;
  }

  /** Something is done in the account. @returns false when the account does not let it. */
  use(visit: Visit): boolean {
    const inside = this.#inside(visit.account);
    if (visit.epoch !== inside.lastEpoch) return this.#keptOut(visit, "goes on");
    inside.soiled = true;
    return true;
  }

  /** The holder leaves nothing behind that would disturb the next. */
  tidy(visit: Visit): void {
    if (this.use(visit)) this.#inside(visit.account).soiled = false;
  }

  leave(visit: Visit): void {
    this.#inside(visit.account).visits.delete(visit);
  }

  // A holder that stands still uses nothing, and one whose monotonic clock stood still cannot know that its lease
  // ran out until it has renewed: against those the epoch helps, nothing else.
  #isExcused({ machine, leaseId }: Visit): boolean {
    const { loop, confirmedAt } = this.#options;
    return !machine.runs || machine.resumedAt === loop.now || machine.wokeAt > confirmedAt(leaseId);
  }

  #keptOut(visit: Visit, what: string): false {
    if (this.#isExcused(visit)) this.zombies++;
    else this.#violated(visit, `${what} after epoch ${this.#inside(visit.account).lastEpoch}`);
    return false;
  }

  #violated(visit: Visit, what: string): void {
    this.#options.violated(`${visit.account}: ${named(visit)} ${what}`);
  }

  #inside(account: string): Inside {
    const known = this.#accounts.get(account);
    if (known) return known;
    const fresh: Inside = { lastEpoch: 0, visits: new Set(), soiled: false };
    this.#accounts.set(account, fresh);
    return fresh;
  }
}

function named({ machine, epoch }: Visit): string {
  return `${machine.name}, epoch ${epoch},`;
}
