import type PQueue from "p-queue";

/**
 * Runs `work` in a slot of the shared queue. Aborting the signal takes waiting work out of the queue at once, and
 * is the work's own business once it runs: what is returned always outlives the work, so that nothing goes on
 * behind the caller's back.
 * @throws the signal's reason when cut off; what `work` throws.
 */
export async function inSlot<T>(queue: PQueue, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let running: Promise<T> | undefined;
  try {
    await queue.add(
      () => {
        running = work();
        return running;
      },
      { signal },
    );
  } catch (error) {
    if (!running) throw signal.aborted ? signal.reason : error;
  }
  // p-queue lets go of running work when the signal aborts; its own end, good or bad, is what counts.
  return running as Promise<T>;
}
