import type { Clock } from "@regatta/foundation";
import type { StackReader } from "../stack-reader.ts";
import type { StackState } from "../stack-state.ts";

/** Up to this many stacks are read by id, one call each; more are cheaper in one sweep of the account. */
const byIdAtMost = 3;

interface Asker {
  resolve(state: StackState | undefined): void;
  reject(error: unknown): void;
}

/**
 * The one reader all waits in an account share: questions asked within `gatherMs` become one look, so that many
 * stacks under way cost no more calls than a few. Users report a cap near 5 DescribeStacks a second per account.
 */
export class SharedReader {
  readonly #reader: Pick<StackReader, "readAll" | "readOne">;
  readonly #clock: Clock;
  readonly #gatherMs: number;
  readonly #signal: AbortSignal;
  #asked = new Map<string, Asker[]>();
  #busy = false;

  constructor(options: {
    reader: Pick<StackReader, "readAll" | "readOne">;
    clock: Clock;
    gatherMs: number;
    signal: AbortSignal;
  }) {
    this.#reader = options.reader;
    this.#clock = options.clock;
    this.#gatherMs = options.gatherMs;
    this.#signal = options.signal;
  }

  /** The stack with this id, soon; undefined when there is none. Rejects as the reader does, or when cut off. */
  read(id: string): Promise<StackState | undefined> {
    return new Promise((resolve, reject) => {
      this.#asked.set(id, [...(this.#asked.get(id) ?? []), { resolve, reject }]);
      if (!this.#busy) void this.#answerAll();
    });
  }

  async #answerAll(): Promise<void> {
    this.#busy = true;
    while (this.#asked.size > 0) {
      const cutOff = await this.#gather();
      const asked = this.#asked;
      this.#asked = new Map();
      await this.#answer(asked, cutOff);
    }
    this.#busy = false;
  }

  async #gather(): Promise<{ reason: unknown } | undefined> {
    try {
      await this.#clock.sleep(this.#gatherMs, this.#signal);
      return undefined;
    } catch (reason) {
      return { reason };
    }
  }

  async #answer(asked: Map<string, Asker[]>, cutOff: { reason: unknown } | undefined): Promise<void> {
    try {
      if (cutOff) throw cutOff.reason;
      const swept = asked.size > byIdAtMost ? await this.#sweep() : undefined;
      // A deleted stack is in no sweep, but its id still finds it.
      await Promise.all(
        [...asked].map(async ([id, askers]) => {
          const state = swept?.get(id) ?? (await this.#reader.readOne(id));
          for (const { resolve } of askers) resolve(state);
        }),
      );
    } catch (error) {
      for (const { reject } of [...asked.values()].flat()) reject(error);
    }
  }

  async #sweep(): Promise<Map<string, StackState>> {
    const states = await this.#reader.readAll();
    return new Map([...states.values()].map((state) => [state.id, state]));
  }
}
