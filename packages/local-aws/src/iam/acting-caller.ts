import { AsyncLocalStorage } from "node:async_hooks";
import type { Caller } from "../gateway/service.ts";

/**
 * For whom something goes on in the background. CloudFormation does what a stack needs with the credentials of whoever
 * changes it, long after that request was answered; the engine that does it needs not know.
 */
export class ActingCaller {
  readonly #storage = new AsyncLocalStorage<Caller>();

  /** Everything `act` starts, to its end, is done for this caller. */
  run<Result>(caller: Caller, act: () => Result): Result {
    return this.#storage.run(caller, act);
  }

  /** Undefined where nobody is known: work that goes on after a restart. */
  get current(): Caller | undefined {
    return this.#storage.getStore();
  }
}
