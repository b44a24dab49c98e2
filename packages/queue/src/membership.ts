import type { Clock } from "@regatta/foundation";
import { Life } from "./life.ts";
import type { ContainerTrouble } from "./look.ts";
import { containerKey, saidFields } from "./queue-items.ts";
import type { Fields, QueueStore } from "./queue-store.ts";
import type { QueueTiming } from "./queue-timing.ts";
import { within } from "./within.ts";

export interface MembershipOptions {
  store: QueueStore;
  clock: Clock;
  timing: QueueTiming;
  /** Yields an id nobody else has. */
  newId: () => string;
  /** Which of the containers it is, and what else is to be known of it. */
  about: Fields & { index: number };
  /** It may be taken for dead from now on: its files have to stop. */
  onFence: () => void;
}

/**
 * One container among those of a run: its heartbeat, and whether it may take itself for alive. Taken for dead by others
 * it comes back under another id.
 */
export class Membership {
  readonly #options: MembershipOptions;
  readonly #life: Life;
  readonly #closed = new AbortController();
  #id: string;
  #marks: Fields = {};
  #beat = 0;
  #isFenced = true;
  #revived: Array<() => void> = [];
  #beating: Promise<void> = Promise.resolve();

  constructor(options: MembershipOptions) {
    this.#options = options;
    this.#life = new Life(options.clock, options.timing.fenceMs);
    this.#id = options.newId();
  }

  get id(): string {
    return this.#id;
  }

  /** Whether nobody may have taken it for dead. */
  get isAlive(): boolean {
    return !this.#isFenced && this.#life.leftMs > 0;
  }

  /** Resolves when it is alive, at once or after a heartbeat; rejects once closed. */
  async alive(): Promise<void> {
    while (!this.isAlive) {
      this.#closed.signal.throwIfAborted();
      await new Promise<void>((resolve) => this.#revived.push(resolve));
    }
  }

  /** Writes itself down, and begins to heartbeat. @throws RegattaError as AWS failed. */
  async join(): Promise<void> {
    await this.#enter();
    this.#beating = this.#keepBeating();
    void this.#watch();
  }

  /**
   * Its files have ended: it heartbeats no more, and nobody waits for it or takes it for dead.
   * @throws RegattaError as AWS failed.
   */
  async say(trouble: ContainerTrouble | undefined): Promise<void> {
    this.close();
    await this.#beating;
    while (!(await this.#write(saidFields(trouble)))) await this.#comeBack();
  }

  /** Has others know something of it, from the next heartbeat on, which is sent at once. */
  async mark(fields: Fields): Promise<void> {
    this.#marks = { ...this.#marks, ...fields };
    await this.#heartbeat();
  }

  /** Heartbeats no more. */
  close(): void {
    this.#closed.abort(new Error("this container has left the run"));
    this.#wake();
  }

  /** Others have taken it for dead: it is another one from now on. */
  #comeBack(): Promise<void> {
    this.#id = this.#options.newId();
    return this.#enter();
  }

  async #enter(): Promise<void> {
    const { store, about, clock, timing } = this.#options;
    const sentAt = this.#life.moment();
    this.#beat = 1;
    // Refused where it was written before, and its answer got lost: nobody else has this id.
    await within(clock, timing.attemptMs * 2, (signal) =>
      store.write(
        {
          sk: containerKey(this.#id),
          when: ["absent"],
          change: { kind: "put", fields: { ...about, ...this.#marks, beat: this.#beat } },
        },
        signal,
      ),
    );
    this.#confirmed(sentAt);
  }

  async #keepBeating(): Promise<void> {
    const { clock, timing } = this.#options;
    let waitMs = timing.beatMs;
    for (;;) {
      try {
        await clock.sleep(waitMs, this.#closed.signal);
      } catch {
        return;
      }
      waitMs = (await this.#heartbeat()) ? timing.beatMs : timing.retryMs;
    }
  }

  async #heartbeat(): Promise<boolean> {
    try {
      if (await this.#write(this.#marks)) return true;
      this.#fence();
      await this.#comeBack();
      return true;
    } catch {
      return false;
    }
  }

  /** @returns false when it was taken for dead. @throws RegattaError as AWS failed. */
  async #write(fields: Fields): Promise<boolean> {
    const { store, clock, timing } = this.#options;
    const sk = containerKey(this.#id);
    const sentAt = this.#life.moment();
    const beat = ++this.#beat;
    return within(clock, timing.attemptMs, async (signal) => {
      const when = [{ lacks: ["takenOverBy"], below: { beat } }];
      const change = { kind: "set", fields: { ...fields, beat } } as const;
      const done = await store.write({ sk, when, change }, signal);
      // A refusal may be the echo of a write that was done, and sent again when its answer got lost.
      const isDone = done || (await this.#isWritten(sk, beat, signal));
      if (isDone) this.#confirmed(sentAt);
      return isDone;
    });
  }

  async #isWritten(sk: string, beat: number, signal: AbortSignal): Promise<boolean> {
    const item = await this.#options.store.get(sk, signal);
    return item !== undefined && item.fields.takenOverBy === undefined && Number(item.fields.beat) >= beat;
  }

  #confirmed(sentAt: ReturnType<Life["moment"]>): void {
    this.#life.confirmed(sentAt);
    if (this.#life.leftMs > 0) this.#isFenced = false;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#revived.splice(0)) wake();
  }

  async #watch(): Promise<void> {
    const { clock, timing } = this.#options;
    while (!this.#closed.signal.aborted) {
      const { leftMs } = this.#life;
      if (leftMs === 0) this.#fence();
      const waitMs = leftMs === 0 ? timing.retryMs : Math.min(leftMs, timing.beatMs);
      await clock.sleep(waitMs, this.#closed.signal).catch(() => undefined);
    }
  }

  #fence(): void {
    if (this.#isFenced) return;
    this.#isFenced = true;
    this.#options.onFence();
  }
}
