import type PQueue from "p-queue";

/** An entry of the queue, by which its priority can be changed while it waits. */
export interface Place {
  id: string;
  priority: number;
}

/**
 * Runs `work` in a slot of the shared queue. Aborting the signal takes waiting work out of the queue at once; once
 * it runs, the signal is the work's own business. (P-queue would let go of running work and give its slot to the
 * next, so that more would be under way than there are slots.)
 * @throws the signal's reason when cut off while waiting; what `work` throws.
 */
export async function inSlot<T>(
  queue: PQueue,
  signal: AbortSignal,
  work: () => Promise<T>,
  place?: Place,
): Promise<T> {
  signal.throwIfAborted();
  const waiting = new AbortController();
  const leave = () => waiting.abort(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  const stopWaiting = () => signal.removeEventListener("abort", leave);
  try {
    const begin = () => {
      stopWaiting();
      return work();
    };
    return await queue.add(begin, { signal: waiting.signal, ...place });
  } finally {
    stopWaiting();
  }
}
