import type { Container, Look } from "./look.ts";
import { isAtWork } from "./queue-rules.ts";

/**
 * Who has been silent for too long, by our own monotonic clock alone, as DynamoDB's lock client judges it: not by any time
 * that is written down, but by how long we have seen the same heartbeat.
 */
export class Silence {
  readonly #silentMs: number;
  readonly #seen = new Map<string, { beat: number; since: number }>();

  constructor(silentMs: number) {
    this.#silentMs = silentMs;
  }

  /**
   * Takes note of a look.
   * @param sentAt monotonic time before the look was sent, ms. @param receivedAt after its answer came, ms: the heartbeat
   * it shows for the first time was sent before that.
   * @returns the containers that have been silent for too long.
   */
  observe({ containers }: Look, sentAt: number, receivedAt: number): Container[] {
    return [...containers.values()].filter((container) => {
      if (!isAtWork(container)) return false;
      const seen = this.#seen.get(container.id);
      if (seen?.beat === container.beat) return sentAt - seen.since >= this.#silentMs;
      this.#seen.set(container.id, { beat: container.beat, since: receivedAt });
      return false;
    });
  }
}
