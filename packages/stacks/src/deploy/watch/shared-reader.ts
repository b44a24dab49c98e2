import type { Clock } from "@regatta/foundation";
import type { StackReader } from "../../stack/stack-reader.ts";
import type { StackState } from "../../stack/stack-state.ts";

/** Up to this many stacks are read by id, one call each; more are cheaper in one sweep of the account. */
const byIdAtMost = 3;

/** Why a wait for the next look ends early; of no class, whose making would cost more than the wait. */
const sooner = "a look is due sooner";

interface Asker {
  id: string;
  /** When it wants its answer, by the monotonic clock, ms. */
  dueAt: number;
  resolve(state: StackState | undefined): void;
  reject(error: unknown): void;
  /** Its answer is on the way: what waits for its being cut off is not needed any more. */
  answered?(): void;
}

export interface SharedReaderOptions {
  reader: Pick<StackReader, "readAll" | "readOne">;
  clock: Clock;
  /** Answers that are due within so much of each other come of one look, ms. */
  gatherMs: number;
  /** Ends every wait. */
  signal: AbortSignal;
}

/**
 * The one reader all waits in an account share. Where many stacks are under way one sweep answers for all of them, so
 * that they cost no more calls than the one that is in the greatest hurry: users report a cap near 5 DescribeStacks a
 * second per account.
 */
export class SharedReader {
  readonly #options: SharedReaderOptions;
  readonly #asked = new Set<Asker>();
  #busy = false;
  /** Wakes the wait for the next look, which may be due sooner by now. */
  #wake = new AbortController();

  constructor(options: SharedReaderOptions) {
    this.#options = options;
  }

  /**
   * Looks at the stack with this id in `withinMs`, or sooner where that costs nothing.
   * @param signal ends this wait, beside the reader's own.
   * @returns the stack, or undefined when there is none. Rejects as the reader does, or with a signal's reason.
   */
  read(id: string, withinMs: number, signal = this.#options.signal): Promise<StackState | undefined> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const dueAt = this.#options.clock.monotonic() + withinMs;
      const asker: Asker = { id, dueAt, resolve, reject };
      const leave = () => {
        this.#asked.delete(asker);
        this.#wake.abort(sooner);
        reject(signal.reason);
      };
      asker.answered = () => signal.removeEventListener("abort", leave);
      signal.addEventListener("abort", leave, { once: true });
      this.#asked.add(asker);
      this.#wake.abort(sooner);
      if (!this.#busy) void this.#answerAll();
    });
  }

  async #answerAll(): Promise<void> {
    this.#busy = true;
    while (this.#asked.size > 0) {
      const cutOff = await this.#untilDue();
      await this.#look(cutOff);
    }
    this.#busy = false;
  }

  /** Waits until the first answer is due; with why, when that is cut off. */
  async #untilDue(): Promise<{ reason: unknown } | undefined> {
    const { clock, signal } = this.#options;
    while (!signal.aborted) {
      const leftMs = Math.min(...[...this.#asked].map(({ dueAt }) => dueAt)) - clock.monotonic();
      if (this.#asked.size === 0 || leftMs <= 0) return undefined;
      this.#wake = new AbortController();
      await clock.sleep(leftMs, AbortSignal.any([signal, this.#wake.signal])).catch(() => undefined);
    }
    return { reason: signal.reason };
  }

  async #look(cutOff: { reason: unknown } | undefined): Promise<void> {
    const { clock, gatherMs } = this.#options;
    const ids = new Set([...this.#asked].map(({ id }) => id));
    const isSweep = ids.size > byIdAtMost;
    const nearlyDue = clock.monotonic() + gatherMs;
    const askers = [...this.#asked].filter(({ dueAt }) => cutOff || isSweep || dueAt <= nearlyDue);
    for (const asker of askers) {
      this.#asked.delete(asker);
      asker.answered?.();
    }
    try {
      if (cutOff) throw cutOff.reason;
      await this.#answer(askers, isSweep);
    } catch (error) {
      for (const { reject } of askers) reject(error);
    }
  }

  async #answer(askers: Asker[], isSweep: boolean): Promise<void> {
    const swept = isSweep ? await this.#sweep() : undefined;
    const ids = [...new Set(askers.map(({ id }) => id))];
    // A deleted stack is in no sweep, but its id still finds it.
    const read = async (id: string) =>
      [id, swept?.get(id) ?? (await this.#options.reader.readOne(id))] as const;
    const states = new Map(await Promise.all(ids.map(read)));
    for (const { id, resolve } of askers) resolve(states.get(id));
  }

  async #sweep(): Promise<Map<string, StackState>> {
    const states = await this.#options.reader.readAll();
    return new Map([...states.values()].map((state) => [state.id, state]));
  }
}
