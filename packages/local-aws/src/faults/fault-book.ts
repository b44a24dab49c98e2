import { type Clock, systemClock } from "@regatta/foundation";
import { type Fault, parseFault, type RequestFault, type RequestFaultKind } from "./fault.ts";
import { seededRandom } from "./seeded-random.ts";
import { TokenBuckets } from "./token-buckets.ts";

/** Adds and clears faults. */
export interface FaultControl {
  /**
   * From now on requests that match meet this fault.
   * @returns its id, for `clear`.
   * @throws {TypeError} when the fault makes no sense.
   */
  add(fault: Fault): string;
  /** @param id one fault; default: all of them. */
  clear(id?: string): void;
}

/** What a request is matched by. */
export interface FaultSubject {
  readonly service: string;
  readonly operation: string;
  /** Every account the request is about. */
  readonly accounts: readonly string[];
}

/** What a request has to suffer: a delay, and at most one of the rest. */
export interface Suffering {
  readonly delayMs: number;
  readonly failure?: Exclude<RequestFaultKind["kind"], "latency" | "rate-limit">;
}

interface Entry {
  readonly fault: RequestFault;
  readonly random: () => number;
  /** Only a rate limit has them. */
  readonly tokens: TokenBuckets | undefined;
  left: number;
}

/** The faults that meet requests, in the order they were added. */
export class FaultBook implements FaultControl {
  readonly #faults = new Map<string, Entry>();
  readonly #random: () => number;
  readonly #clock: Clock;
  #added = 0;

  /** @param options.random uniform in [0, 1), for probabilities without a seed. */
  constructor({ random = Math.random, clock = systemClock }: { random?: () => number; clock?: Clock } = {}) {
    this.#random = random;
    this.#clock = clock;
  }

  add(fault: RequestFault): string {
    const { times = Number.POSITIVE_INFINITY, seed } = parseFault(fault);
    const random = seed === undefined ? this.#random : seededRandom(seed);
    this.#added += 1;
    const id = `fault-${this.#added}`;
    const tokens = this.#tokensOf(fault.kind);
    this.#faults.set(id, { fault: structuredClone(fault), left: times, random, tokens });
    return id;
  }

  clear(id?: string): void {
    if (id === undefined) this.#faults.clear();
    else this.#faults.delete(id);
  }

  /** Latencies add up; of the other faults the oldest that matches wins, and only it is counted as used. */
  meet(subject: FaultSubject): Suffering {
    let delayMs = 0;
    for (const [id, { fault, random, tokens }] of this.#faults) {
      if (!matches(fault, subject) || random() >= (fault.probability ?? 1)) continue;
      if (tokens?.take(subject.accounts[0] ?? "")) continue;
      this.#use(id);
      const { kind } = fault;
      if (kind.kind === "latency") delayMs += kind.ms;
      else return { delayMs, failure: kind.kind === "rate-limit" ? "throttle" : kind.kind };
    }
    return { delayMs };
  }

  #tokensOf(kind: RequestFaultKind): TokenBuckets | undefined {
    if (kind.kind !== "rate-limit") return undefined;
    const { perSecond, burst = Math.max(1, perSecond) } = kind;
    return new TokenBuckets({ rate: { perSecond, burst }, clock: this.#clock });
  }

  #use(id: string): void {
    const entry = this.#faults.get(id);
    if (!entry) return;
    entry.left -= 1;
    if (entry.left === 0) this.#faults.delete(id);
  }
}

function matches(fault: RequestFault, subject: FaultSubject): boolean {
  return (
    (fault.service === undefined || fault.service === subject.service) &&
    (fault.operation === undefined || fault.operation === subject.operation) &&
    (fault.account === undefined || subject.accounts.includes(fault.account))
  );
}
