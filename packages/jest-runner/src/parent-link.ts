import { RegattaError } from "@regatta/foundation";
import type { FromJest, ToJest } from "./protocol.ts";

type Handler = (message: ToJest) => void;

/**
 * The IPC channel to Regatta's parent process. What arrives before anyone listens is kept, in order. The channel
 * holds Jest's process alive only while `hold` says so: Jest must be able to exit when it is done.
 */
export class ParentLink {
  readonly #queue: ToJest[] = [];
  #handler: Handler | undefined;
  #lastSend: Promise<void> = Promise.resolve();

  /** @throws RegattaError NOT_UNDER_REGATTA when this process has no open channel to a parent. */
  constructor() {
    if (!process.send || !process.connected) {
      throw new RegattaError("Regatta's Jest runner works only inside `regatta run`.", {
        code: "NOT_UNDER_REGATTA",
        source: "user",
        nextStep: "Take `runner` out of the Jest configuration and start the tests with `regatta run`.",
      });
    }
    process.on("message", (message: ToJest) => this.#receive(message));
    process.on("disconnect", () =>
      this.#receive({ kind: "stop", reason: "the process of `regatta run` is gone" }),
    );
    this.release();
  }

  /** Takes messages from now on, first those that came before; only one listener at a time. */
  listen(handler: Handler): void {
    this.#handler = handler;
    for (const message of this.#queue.splice(0)) handler(message);
  }

  /** Keeps what arrives from now on for the next listener. */
  pause(): void {
    this.#handler = undefined;
  }

  /** Sends; a parent that is gone cannot hear it, and needs not. */
  send(message: FromJest): void {
    if (!process.connected) return;
    this.#lastSend = new Promise((resolve) => {
      process.send?.(message, undefined, undefined, () => resolve());
    });
  }

  /** Resolves when everything sent so far has left this process. */
  flush(): Promise<void> {
    return process.connected ? this.#lastSend : Promise.resolve();
  }

  /** The process stays alive to hear the parent. */
  hold(): void {
    process.channel?.ref();
  }

  /** The process may exit although the channel is open. */
  release(): void {
    process.channel?.unref();
  }

  #receive(message: ToJest): void {
    if (this.#handler) this.#handler(message);
    else this.#queue.push(message);
  }
}
