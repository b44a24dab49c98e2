import { type Clock, RegattaError } from "@regatta/foundation";

export interface TimeLimit {
  clock: Clock;
  /** How long the work may take. */
  ms: number;
  /** Ends it before, rejecting with the signal's reason. */
  until: AbortSignal;
}

/**
 * Runs work that has to end in time: when the time is up its signal aborts, and the result does not wait for the
 * work to notice.
 * @throws RegattaError AWS_UNREACHABLE when the time was up; otherwise what the work throws.
 */
export async function withinTime<T>(limit: TimeLimit, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { clock, ms, until } = limit;
  const stop = new AbortController();
  const done = new AbortController();
  const end = clock.sleep(ms, AbortSignal.any([until, done.signal])).then(
    () => Promise.reject(noAnswer(ms)),
    () => Promise.reject(until.reason),
  );
  end.catch((reason) => stop.abort(reason));
  try {
    return await Promise.race([work(stop.signal), end]);
  } finally {
    done.abort();
  }
}

function noAnswer(ms: number): RegattaError {
  return new RegattaError(`No answer within ${Math.round(ms)} ms.`, {
    code: "AWS_UNREACHABLE",
    source: "service",
    nextStep: "Check the network between here and AWS.",
  });
}
