import type { Clock } from "@regatta/foundation";

/** Gives `work` so many ms, then has its signal end it. @returns what it returns. @throws what it throws. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const ended = new AbortController();
  clock.sleep(ms, ended.signal).then(
    () => late.abort(new Error(`no answer within ${Math.round(ms)} ms`)),
    () => undefined,
  );
  try {
    return await work(late.signal);
  } finally {
    ended.abort();
  }
}
