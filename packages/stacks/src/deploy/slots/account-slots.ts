import type { Clock } from "@regatta/foundation";
import type PQueue from "p-queue";
import type { ServiceGraph } from "../../service/service-graph.ts";
import { expectedTimes } from "./expected-times.ts";
import { inSlot } from "./in-slot.ts";
import { remainingPaths } from "./remaining-paths.ts";
import { slotPriority } from "./slot-priority.ts";

interface Waiting {
  service: string;
  queue: PQueue;
  signal: AbortSignal;
  priority: number;
}

export interface AccountSlotsOptions {
  /** Tells this account's entries in the queues from others'. */
  account: string;
  graph: ServiceGraph;
  /** The services that are still to be deployed. */
  todo: string[];
  /** Measured deploy times by service, ms. */
  expectedMs: Record<string, number>;
  clock: Clock;
}

/** One account's part in the queues that all accounts share: what waits there keeps the priority it has by now. */
export class AccountSlots {
  readonly #account: string;
  readonly #clock: Clock;
  readonly #measured: Record<string, number>;
  readonly #expected: Map<string, number>;
  /** The services by the longest path from them, the shortest first. */
  readonly #ranks: Map<string, number>;
  readonly #begun = new Map<string, number>();
  readonly #ended = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();
  #lost = false;
  #entries = 0;

  constructor({ account, graph, todo, expectedMs, clock }: AccountSlotsOptions) {
    this.#account = account;
    this.#clock = clock;
    this.#measured = expectedMs;
    this.#expected = expectedTimes(todo, expectedMs);
    const byPath = [...remainingPaths(graph, this.#expected)].sort(([, a], [, b]) => a - b);
    this.#ranks = new Map(byPath.map(([name], rank) => [name, rank]));
  }

  /** How long deploys of a service took, ms; undefined when that is not known. */
  measuredMs(service: string): number | undefined {
    return Object.hasOwn(this.#measured, service) ? this.#measured[service] : undefined;
  }

  /** Runs `work` for a service in a slot of `queue`; see `inSlot`. */
  async in<T>(queue: PQueue, service: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const id = `${this.#account}/${service}/${this.#entries++}`;
    const priority = this.#priorityOf(service, this.#remainingMs());
    this.#waiting.set(id, { service, queue, signal, priority });
    const begin = () => {
      this.#waiting.delete(id);
      this.#begin(service);
      return work();
    };
    try {
      return await inSlot(queue, signal, begin, { id, priority });
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** A service needs no slot any more, whatever came of it. */
  ended(service: string, came: "there" | "failed" | "blocked"): void {
    this.#ended.add(service);
    if (came !== "there") this.#lost = true;
    this.#reorder();
  }

  #begin(service: string): void {
    if (this.#begun.has(service)) return;
    this.#begun.set(service, this.#clock.monotonic());
    this.#reorder();
  }

  #priorityOf(service: string, remainingMs: number): number {
    return slotPriority({
      lost: this.#lost,
      remainingMs,
      rank: this.#ranks.get(service) ?? 0,
      of: Math.max(1, this.#ranks.size),
    });
  }

  #remainingMs(): number {
    const now = this.#clock.monotonic();
    let remaining = 0;
    for (const [name, expected] of this.#expected) {
      if (!this.#ended.has(name)) remaining += Math.max(0, expected - (now - (this.#begun.get(name) ?? now)));
    }
    return remaining;
  }

  // Only what really changed is moved: among equals it would lose its place. What was cut off has left its queue.
  #reorder(): void {
    const remainingMs = this.#remainingMs();
    for (const [id, entry] of this.#waiting) {
      const priority = this.#priorityOf(entry.service, remainingMs);
      if (priority === entry.priority || entry.signal.aborted) continue;
      entry.priority = priority;
      entry.queue.setPriority(id, priority);
    }
  }
}
