import { type Clock, RegattaError } from "@regatta/foundation";

/**
 * Runs work that has to end in time: when the time is up its signal aborts, and the result does not wait for the
 * work to notice.
 * @param ms how long it may take.
 * @throws RegattaError AWS_UNREACHABLE when the time was up; otherwise what the work throws.
 */
export async function withinTime<T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const done = new AbortController();
  const limit = clock.sleep(ms, done.signal).then(() => {
    const error = new RegattaError(`No answer within ${Math.round(ms)} ms.`, {
      code: "AWS_UNREACHABLE",
      source: "service",
      nextStep: "Check the network between here and AWS.",
    });
    late.abort(error);
    throw error;
  });
  limit.catch(() => undefined);
  try {
    return await Promise.race([work(late.signal), limit]);
  } finally {
    done.abort();
  }
}
