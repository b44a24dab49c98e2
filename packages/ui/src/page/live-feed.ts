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

/** Hears what a feed has, and puts it together. Tries again by itself when the connection is lost, and begins anew then. */
export class LiveFeed {
  readonly #source: EventSource;
  #data: unknown;

  /** Begins to listen. */
  constructor({ url, onData, onProblem, onConnection }: LiveFeedOptions) {
    onConnection("connecting");
    this.#source = new EventSource(url);
    const on = (name: string, listener: (data: unknown) => void) =>
      this.#source.addEventListener(name, (event) =>
        listener(JSON.parse((event as MessageEvent<string>).data)),
      );
    on("whole", (data) => {
      this.#data = data;
      onData(this.#data);
    });
    on("patch", (patch) => {
      this.#data = patched(this.#data, patch as PatchOperation[]);
      onData(this.#data);
    });
    on("end", () => {
      this.#source.close();
      onConnection("ended");
    });
    on("problem", (problem) => onProblem(problem as Problem | null));
    this.#source.addEventListener("open", () => {
      onProblem(null);
      onConnection("live");
    });
    this.#source.addEventListener("error", () =>
      onConnection(this.#source.readyState === EventSource.CLOSED ? "ended" : "lost"),
    );
  }

  close(): void {
    this.#source.close();
  }
}
