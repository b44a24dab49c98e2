import { type Clock, isRegattaError, messageOf } from "@regatta/foundation";
import type { Feed, Problem, Seen } from "./feed.ts";

/** A look takes at most this part of the time. */
const SHARE = 10;
/** Nothing is looked at more seldom than that, ms. */
const SELDOM = 30_000;
/** After a failure it is tried again so much later. */
const AFTER_FAILURE = 4;

export interface WatchedFeedOptions {
  feed: Feed;
  parameters: URLSearchParams;
  clock: Clock;
}

/** Looks at one feed, for as long as somebody watches. */
export class WatchedFeed {
  readonly #feed: Feed;
  readonly #look: () => Promise<unknown>;
  readonly #clock: Clock;
  readonly #watchers = new Set<(seen: Seen) => void>();
  readonly #end = new AbortController();
  #seen: Seen = {};

  /** Begins to look. */
  constructor({ feed, parameters, clock }: WatchedFeedOptions) {
    this.#feed = feed;
    this.#look = feed.open(parameters, this.#end.signal);
    this.#clock = clock;
    void this.#goOn();
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  /** @param watcher hears at once what is known, where something is, and all that changes. @returns watches no more. */
  watch(watcher: (seen: Seen) => void): () => void {
    this.#watchers.add(watcher);
    if (this.#seen.data !== undefined || this.#seen.problem) watcher(this.#seen);
    return () => this.#watchers.delete(watcher);
  }

  /** Looks no more. */
  stop(): void {
    this.#end.abort();
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const began = this.#clock.monotonic();
      await this.#lookOnce();
      const took = this.#clock.monotonic() - began;
      const usual = this.#feed.everyMs * (this.#seen.problem ? AFTER_FAILURE : 1);
      await this.#clock.sleep(Math.max(usual, Math.min(SELDOM, took * SHARE)), signal).catch(() => undefined);
    }
  }

  async #lookOnce(): Promise<void> {
    const before = this.#seen;
    try {
      const data = await this.#look();
      if (data === before.data && !before.problem) return;
      this.#seen = { data };
    } catch (error) {
      const problem = problemOf(error);
      if (JSON.stringify(problem) === JSON.stringify(before.problem)) return;
      this.#seen = { ...before, problem };
    }
    if (!this.#end.signal.aborted) for (const watcher of this.#watchers) watcher(this.#seen);
  }
}

function problemOf(error: unknown): Problem {
  if (!isRegattaError(error)) return { message: messageOf(error) };
  const { message, code, nextStep } = error;
  return { message, code, ...(nextStep === undefined ? {} : { nextStep }) };
}
