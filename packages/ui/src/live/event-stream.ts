import type { ServerResponse } from "node:http";
import jsonPatch from "fast-json-patch";
import type { Seen } from "./feed.ts";

/** The browser tries again so long after the connection was lost, ms. */
const AGAIN = 1_000;

/**
 * Tells one page what changes, as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `whole`
 * is all that is known, `patch` what is different from then on (RFC 6902), `problem` why there is nothing new, `end` that there
 * will never be.
 */
export class EventStream {
  readonly #response: ServerResponse;
  #sent: Seen = {};
  #next: Seen | undefined;
  #isFull = false;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.write(`retry: ${AGAIN}\n\n`);
    response.on("drain", () => {
      this.#isFull = false;
      if (this.#next) this.show(this.#next);
    });
  }

  /** Sends what is different from what was sent before. A page that reads slowly gets the latest when it has read the rest. */
  show(seen: Seen): void {
    this.#next = seen;
    if (this.#isFull) return;
    this.#next = undefined;
    const before = this.#sent;
    this.#sent = seen;
    if (seen.data !== before.data) this.#sendData(before.data, seen.data);
    if (seen.problem !== before.problem) this.#send("problem", seen.problem ?? null);
  }

  /** Says nothing, so that nobody between here and the page thinks that it has ended. */
  keepAlive(): void {
    if (!this.#isFull) this.#response.write(":\n\n");
  }

  /** Says that there will be nothing more. */
  end(): void {
    this.#response.end("event: end\ndata: null\n\n");
  }

  #sendData(before: unknown, after: unknown): void {
    if (before === undefined) {
      this.#send("whole", after);
      return;
    }
    const patch = jsonPatch.compare(before as object, after as object);
    if (patch.length > 0) this.#send("patch", patch);
  }

  #send(event: string, data: unknown): void {
    // JSON has no line ends of its own.
    this.#isFull = !this.#response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
