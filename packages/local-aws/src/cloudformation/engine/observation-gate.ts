import type { Clock } from "@regatta/foundation";

/**
 * Holds back what would otherwise be over before anyone could see it begin: work on a stack or a change
 * set starts when its status was described once, or after a grace period. On AWS the IN_PROGRESS status
 * is always seen; a caller that never met it here would break there.
 */
export class ObservationGate {
  readonly #waiting = new Map<string, () => void>();
  readonly #clock: Clock;
  readonly #graceMs: number;

  /** @param options.graceMs how long work waits for someone to look. */
  constructor(options: { clock: Clock; graceMs: number }) {
    this.#clock = options.clock;
    this.#graceMs = options.graceMs;
  }

  /** Resolves when `id` has been seen or the grace period is over; rejects when the signal aborts. */
  async wait(id: string, signal: AbortSignal): Promise<void> {
    if (this.#graceMs <= 0) return;
    const seen = new AbortController();
    this.#waiting.set(id, () => seen.abort());
    try {
      await this.#clock.sleep(this.#graceMs, AbortSignal.any([seen.signal, signal]));
    } catch (error) {
      if (signal.aborted) throw error;
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** Someone was told the status of `id`. */
  seen(id: string): void {
    this.#waiting.get(id)?.();
  }
}
