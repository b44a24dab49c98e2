import type { Problem } from "../live/feed.ts";
import { type PatchOperation, patched } from "./patched.ts";

/** How the page hears from the server. `ended`: it is no longer there, or does not know this page. */
export type Connection = "connecting" | "live" | "lost" | "ended";

export interface LiveFeedOptions {
  /** With its parameters, relative to the page. */
  url: string;
  onData(data: unknown): void;
  onProblem(problem: Problem | null): void;
  onConnection(connection: Connection): void;
}

/** Browsers differ in what they try again themselves; what they do not is tried again so much later, ms. */
const AGAIN = 2_000;

/** Hears what a feed has, and puts it together. Tries again by itself when the connection is lost, and begins anew then. */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #end = new AbortController();
  #source: EventSource | undefined;
  #data: unknown;

  /** Begins to listen. */
  constructor(options: LiveFeedOptions) {
    this.#options = options;
    options.onConnection("connecting");
    this.#listen();
  }

  close(): void {
    this.#end.abort();
    this.#source?.close();
  }

  #listen(): void {
    const { url, onData, onProblem, onConnection } = this.#options;
    const source = new EventSource(url);
    this.#source = source;
    const on = (name: string, listener: (data: unknown) => void) =>
      source.addEventListener(name, (event) => listener(JSON.parse((event as MessageEvent<string>).data)));
    on("whole", (data) => {
      this.#data = data;
      onData(this.#data);
    });
    on("patch", (patch) => {
      this.#data = patched(this.#data, patch as PatchOperation[]);
      onData(this.#data);
    });
    on("problem", (problem) => onProblem(problem as Problem | null));
    on("end", () => {
      source.close();
      onConnection("ended");
    });
    source.addEventListener("open", () => {
      onProblem(null);
      onConnection("live");
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) void this.#askWhy();
      else onConnection("lost");
    });
  }

  /** It is told of no reason: the server may be gone for now, or be another one that does not know this page. */
  async #askWhy(): Promise<void> {
    const asked = new AbortController();
    const answer = await fetch(this.#options.url, { signal: asked.signal }).catch(() => undefined);
    asked.abort();
    if (this.#end.signal.aborted) return;
    if (answer && !answer.ok) {
      this.#options.onConnection("ended");
      return;
    }
    this.#options.onConnection("lost");
    const again = setTimeout(() => this.#listen(), AGAIN);
    this.#end.signal.addEventListener("abort", () => clearTimeout(again));
  }
}
