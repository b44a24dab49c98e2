import type { CommandInterrupts } from "./command-context.ts";

type Signal = "SIGINT" | "SIGTERM";
type Listener = (signal: Signal, count: number) => void;

/** Hands signals on to whoever can end in an orderly way. */
export class Interrupts implements CommandInterrupts {
  readonly #listeners: Listener[] = [];
  #count = 0;
  #isChilds = false;

  onInterrupt(listener: Listener): void {
    this.#listeners.push(listener);
  }

  leaveToChild(): () => void {
    this.#isChilds = true;
    return () => {
      this.#isChilds = false;
    };
  }

  /**
   * Tells the listeners of a signal.
   * @returns "quit" when the process is to end at once: nobody listens, or it was asked before.
   */
  receive(signal: Signal): "wait" | "quit" {
    this.#count++;
    for (const listener of this.#listeners) listener(signal, this.#count);
    if (this.#isChilds) return "wait";
    return this.#listeners.length === 0 || this.#count > 1 ? "quit" : "wait";
  }
}
