import type { Attempt, Entry } from "./entry.ts";
import type { Needs } from "./needs.ts";

/** Names of services, or every service there is. */
export type Services = readonly string[] | "all";

/** What runs in an account, which services it has, and what it is still good for. */
export class AccountState {
  readonly name: string;
  /** By path. */
  readonly running = new Map<string, Attempt>();
  /** How many files of this run were started there, as far as is known. */
  touches: number;
  /** It takes no further file. */
  isLeaving = false;
  /** Files must have ended by then; no limit when undefined. */
  endsAt: number | undefined;
  readonly #up = new Set<string>();
  #allUp = false;
  /** Services that will never be up here; none of them is ever in `#up`. */
  readonly #failed = new Set<string>();

  constructor(name: string, isTouched: boolean) {
    this.name = name;
    this.touches = isTouched ? 1 : 0;
  }

  /** A file of this run has run there. */
  get isTouched(): boolean {
    return this.touches > 0;
  }

  servicesReady(services: Services): void {
    if (services === "all") this.#allUp = true;
    else for (const service of services) this.#up.add(service);
  }

  servicesFailed(services: readonly string[]): void {
    for (const service of services) this.#failed.add(service);
  }

  /** Whether everything such files need is up here. */
  has({ requires }: Needs): boolean {
    return this.#allUp || (requires?.every((service) => this.#up.has(service)) ?? false);
  }

  /** Whether everything such files need is up here, or may still come up. */
  mayHave({ requires }: Needs): boolean {
    return requires ? !requires.some((service) => this.#failed.has(service)) : this.#failed.size === 0;
  }

  /** Whether the file would have ended here in time, as far as anyone knows. */
  hasTimeFor({ boundMs }: Entry, now: number): boolean {
    return this.endsAt === undefined || (boundMs !== undefined && now + boundMs <= this.endsAt);
  }

  get isIdle(): boolean {
    return this.running.size === 0;
  }

  /** Something runs that wants nothing beside it. */
  get isClosed(): boolean {
    for (const { entry } of this.running.values()) if (entry.needs.isExclusive) return true;
    return false;
  }
}
