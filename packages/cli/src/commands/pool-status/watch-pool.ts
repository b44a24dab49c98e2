import type { Clock } from "@regatta/foundation";
import type { PoolLook } from "./pool-status.ts";
import type { StatusView } from "./status-view.ts";

export interface WatchOptions {
  look: () => Promise<PoolLook>;
  view: StatusView;
  /** From one look's end to the next, ms. */
  everyMs: number;
  clock: Clock;
  /** Ends it, at once: no look is waited for. */
  signal: AbortSignal;
}

/**
 * Looks at a pool again and again until the signal aborts. A look that fails is shown, and followed by the next.
 * @throws RegattaError as the first look fails: the table, the credentials or the region are wrong then.
 */
export async function watchPool({ look, view, everyMs, clock, signal }: WatchOptions): Promise<void> {
  const ended = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  try {
    for (let first = true; !signal.aborted; first = false) {
      try {
        const seen = await Promise.race([look(), ended]);
        if (seen && !signal.aborted) view.looked(seen);
      } catch (error) {
        if (first) throw error;
        if (!signal.aborted) view.failed(error);
      }
      await clock.sleep(everyMs, signal).catch(() => undefined);
    }
  } finally {
    view.end();
  }
}
