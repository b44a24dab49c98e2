import type { Clock } from "@regatta/foundation";
import type { Feed, Seen } from "./feed.ts";
import { WatchedFeed } from "./watched-feed.ts";

/** A feed with its parameters; it is looked at as long as somebody watches. */
export type Watchable = Pick<WatchedFeed, "watch">;

/** The feeds that pages watch now. Pages that ask for the same share it. */
export class WatchedFeeds {
  readonly #feeds: readonly Feed[];
  readonly #clock: Clock;
  readonly #watched = new Map<string, WatchedFeed>();

  constructor({ feeds, clock }: { feeds: readonly Feed[]; clock: Clock }) {
    this.#feeds = feeds;
    this.#clock = clock;
  }

  /** What a page asks for. @returns undefined where there is no such feed. */
  of(name: string, parameters: URLSearchParams): Watchable | undefined {
    const feed = this.#feeds.find((one) => one.name === name);
    if (!feed) return undefined;
    parameters.sort();
    const key = `${name}?${parameters}`;
    return { watch: (watcher) => this.#watch(key, { feed, parameters }, watcher) };
  }

  /** Looks at nothing any more. */
  stop(): void {
    for (const watched of this.#watched.values()) watched.stop();
    this.#watched.clear();
  }

  #watch(
    key: string,
    asked: { feed: Feed; parameters: URLSearchParams },
    watcher: (seen: Seen) => void,
  ): () => void {
    const watched = this.#watched.get(key) ?? new WatchedFeed({ ...asked, clock: this.#clock });
    this.#watched.set(key, watched);
    const leave = watched.watch(watcher);
    return () => {
      leave();
      if (watched.isWatched || this.#watched.get(key) !== watched) return;
      watched.stop();
      this.#watched.delete(key);
    };
  }
}
