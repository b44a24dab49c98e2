import { expectationOf, timingsOf } from "@regatta/run-log";
import type { RunBasis } from "./run-basis.ts";

export type FileTimes = Pick<RunBasis, "expectedMs" | "p95Ms">;

/** What is expected of files: by the history, and of those it does not know by the reports given with `--timings`. */
export function timesOfFiles(
  { expectedMs, p95Ms, timings }: Pick<RunBasis, "expectedMs" | "p95Ms" | "timings">,
  files: readonly string[],
): FileTimes {
  if (!timings) return { expectedMs, p95Ms };
  const times = { expectedMs: { ...expectedMs }, p95Ms: { ...p95Ms } };
  for (const file of files) {
    if (Object.hasOwn(expectedMs, file)) continue;
    const expectation = expectationOf(timingsOf(file, timings));
    if (!expectation) continue;
    times.expectedMs[file] = expectation.expectedMs;
    times.p95Ms[file] = expectation.p95Ms;
  }
  return times;
}
