import type { Limit, TellLimit } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";

/** Ends this much apart are the same end, ms. */
const SAME_MS = 1_000;

export interface AccountLimitsOptions {
  clock: Clock;
  /** Told when the first end moves, and undefined when there is none any more. */
  tell: TellLimit;
  /** The session has come to its end, and no newer credentials were to be had. A lease says by itself that it is lost. */
  over: (reason: string) => void;
}

/** How long an account is good for: its lease and its session may each be in trouble, and what ends first counts. */
export class AccountLimits {
  readonly #clock: Clock;
  readonly #tell: TellLimit;
  readonly #over: (reason: string) => void;
  readonly #limits = new Map<"lease" | "session", { endsAt: number; reason: string }>();
  #toldEnd = Number.POSITIVE_INFINITY;
  #sessionEnds = new AbortController();
  #isClosed = false;

  constructor({ clock, tell, over }: AccountLimitsOptions) {
    this.#clock = clock;
    this.#tell = tell;
    this.#over = over;
  }

  /** @param limit undefined where it is good for as long as it is held. */
  set(what: "lease" | "session", limit: Limit | undefined): void {
    const now = this.#clock.monotonic();
    if (limit) this.#limits.set(what, { endsAt: now + limit.endsInMs, reason: limit.reason });
    else this.#limits.delete(what);
    if (what === "session") this.#followSession(limit);
    const [first] = [...this.#limits.values()].sort((a, b) => a.endsAt - b.endsAt);
    const endsAt = first?.endsAt ?? Number.POSITIVE_INFINITY;
    if (this.#isClosed || endsAt === this.#toldEnd || Math.abs(endsAt - this.#toldEnd) < SAME_MS) return;
    this.#toldEnd = endsAt;
    this.#tell(first && { endsInMs: Math.max(0, first.endsAt - now), reason: first.reason });
  }

  /** Tells nothing more: the account is used no more. */
  close(): void {
    this.#isClosed = true;
    this.#sessionEnds.abort();
  }

  #followSession(limit: Limit | undefined): void {
    this.#sessionEnds.abort();
    if (!limit || this.#isClosed) return;
    this.#sessionEnds = new AbortController();
    this.#clock.sleep(limit.endsInMs, this.#sessionEnds.signal).then(
      () => this.#over(limit.reason),
      () => undefined,
    );
  }
}
