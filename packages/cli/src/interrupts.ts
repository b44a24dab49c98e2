import type { InterruptSource } from "@regatta/run";

type Signal = "SIGINT" | "SIGTERM";
type Listener = (signal: Signal, count: number) => void;

/** Hands signals on to whoever can end in an orderly way. */
export class Interrupts implements InterruptSource {
  readonly #listeners: Listener[] = [];
  #count = 0;

  onInterrupt(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /**
   * Tells the listeners of a signal.
   * @returns "quit" when the process is to end at once: nobody listens, or it was asked before.
   */
  receive(signal: Signal): "wait" | "quit" {
    this.#count++;
    for (const listener of this.#listeners) listener(signal, this.#count);
    return this.#listeners.length === 0 || this.#count > 1 ? "quit" : "wait";
  }
}
