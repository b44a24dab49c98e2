import type { Clock } from "@regatta/foundation";

/** Resolves when the work is done, or after so long, ms; the work goes on then. */
export async function settledWithin(work: Promise<unknown>, limitMs: number, clock: Clock): Promise<void> {
  const patience = new AbortController();
  const limit = clock.sleep(limitMs, patience.signal).catch(() => undefined);
  await Promise.race([work, limit]);
  patience.abort();
}
