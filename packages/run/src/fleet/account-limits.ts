import type { Limit, TellLimit } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";

/** Ends this much apart are the same end, ms. */
const SAME_MS = 1_000;

/** How long an account is good for: its lease and its session may each be in trouble, and what ends first counts. */
export class AccountLimits {
  readonly #clock: Clock;
  readonly #tell: TellLimit;
  readonly #limits = new Map<"lease" | "session", { endsAt: number; reason: string }>();
  #toldEnd = Number.POSITIVE_INFINITY;
  #isClosed = false;

  /** @param tell told when the first end moves, and undefined when there is none any more. */
  constructor({ clock, tell }: { clock: Clock; tell: TellLimit }) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** @param limit undefined where it is good for as long as it is held. */
  set(what: "lease" | "session", limit: Limit | undefined): void {
    const now = this.#clock.monotonic();
    if (limit) this.#limits.set(what, { endsAt: now + limit.endsInMs, reason: limit.reason });
    else this.#limits.delete(what);
    const [first] = [...this.#limits.values()].sort((a, b) => a.endsAt - b.endsAt);
    const endsAt = first?.endsAt ?? Number.POSITIVE_INFINITY;
    if (this.#isClosed || endsAt === this.#toldEnd || Math.abs(endsAt - this.#toldEnd) < SAME_MS) return;
    this.#toldEnd = endsAt;
    this.#tell(first && { endsInMs: Math.max(0, first.endsAt - now), reason: first.reason });
  }

  /** Tells nothing more: the account is used no more. */
  close(): void {
    this.#isClosed = true;
  }
}
