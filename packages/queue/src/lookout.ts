import type { Clock } from "@regatta/foundation";
import type { Container, Look } from "./look.ts";
import { decodeLook } from "./queue-items.ts";
import type { QueueStore } from "./queue-store.ts";
import type { QueueTiming } from "./queue-timing.ts";
import { Silence } from "./silence.ts";
import { freeStrays, takeOver } from "./take-over.ts";
import { within } from "./within.ts";

export interface LookoutOptions {
  store: QueueStore;
  clock: Clock;
  timing: QueueTiming;
  /** This container's id. */
  me(): string;
  /** Whether a claim is one of this container's that it holds, or asks for. */
  ours(claim: string): boolean;
  /** Whether this container has nothing to do but to wait for others. */
  isWaiting(): boolean;
  onLook(look: Look): void;
  /** A container was silent for too long; what it had claimed waits again. */
  onLost(container: Container, files: string[]): void;
}

/** For one read unit looks are so far apart at least, ms: 20 units a second over time. */
const MS_A_UNIT = 50;

/** Looks at the items of a run, and takes over what containers that died have left behind. */
export class Lookout {
  readonly #options: LookoutOptions;
  readonly #silence: Silence;
  readonly #closed = new AbortController();
  #seen: Look = decodeLook([]);
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #isDue = false;
  #wake = new AbortController();

  constructor(options: LookoutOptions) {
    this.#options = options;
    this.#silence = new Silence(options.timing.silentMs);
  }

  /** What the last look showed. */
  get seen(): Look {
    return this.#seen;
  }

  /** Whether it is long enough ago for what a look costs. */
  get mayLook(): boolean {
    return this.#options.clock.monotonic() - this.#lookedAt >= this.#paceMs;
  }

  /** Looks. One look at a time: who asks while one is under way gets the next. @throws RegattaError as AWS failed. */
  look(): Promise<void> {
    this.#next ??= this.#looking
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#looking = this.#lookOnce();
        return this.#looking;
      });
    return this.#next;
  }

  /** Goes on looking, until closed. */
  async keepLooking(): Promise<void> {
    const { clock, timing } = this.#options;
    while (!this.#closed.signal.aborted) {
      const waitMs = this.#dueInMs;
      if (waitMs > 0) {
        this.#wake = new AbortController();
        await clock.sleep(waitMs, this.#wake.signal).catch(() => undefined);
      } else {
        await this.look().catch(() => clock.sleep(timing.retryMs));
      }
    }
  }

  /** Something has changed that looks may have to be closer for. */
  reconsider(): void {
    this.#wake.abort();
  }

  close(): void {
    this.#closed.abort();
    this.#wake.abort();
  }

  get #paceMs(): number {
    return this.#options.store.lookUnits * MS_A_UNIT;
  }

  get #dueInMs(): number {
    if (this.#isDue) return 0;
    const { clock, timing, isWaiting } = this.#options;
    const apartMs = Math.max(isWaiting() ? timing.idleLookMs : timing.lookMs, this.#paceMs);
    return this.#lookedAt + apartMs - clock.monotonic();
  }

  async #lookOnce(): Promise<void> {
    const { clock, store, timing, me, ours, onLook, onLost } = this.#options;
    const sentAt = clock.monotonic();
    const items = await within(clock, timing.attemptMs * 2, (signal) => store.look(signal));
    const look = decodeLook(items);
    this.#seen = look;
    this.#lookedAt = clock.monotonic();
    this.#isDue = false;
    const silent = this.#silence.observe(look, sentAt, this.#lookedAt).filter(({ id }) => id !== me());
    onLook(look);
    const context = { store, clock, timing, look, me: me(), ours };
    const lost = await takeOver(context, silent);
    await freeStrays(context, new Set(lost.map(({ id }) => id)));
    for (const container of lost) onLost(container, claimedBy(container, look));
    // What was freed can be had at once.
    if (lost.length > 0) this.#isDue = true;
  }
}

function claimedBy({ id }: Container, { files }: Look): string[] {
  return [...files].filter(([, one]) => one.kind === "claimed" && one.by === id).map(([file]) => file);
}
