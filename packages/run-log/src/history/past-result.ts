import type { FileOutcome } from "../events/file-result.ts";

/** What became of one attempt at a test file, or of one deploy of a service, in an earlier run. */
export interface PastResult {
  /** How long it took, ms. */
  ms: number;
  outcome: FileOutcome;
  /** Counts from 1 within its run. */
  attempt: number;
  runId: string;
  /** When it ended, ms since the epoch, by the clock of the machine that ran it. */
  at: number;
}

/** Past results by name, each list the oldest first. */
export type PastResults = ReadonlyMap<string, readonly PastResult[]>;

/**
 * Puts results together: each once, though it may be found in several places, oldest first, and of each name the
 * last `most`. Pure.
 */
export function mergeResults(all: Iterable<PastResults>, most: number): Map<string, PastResult[]> {
  const merged = new Map<string, Map<string, PastResult>>();
  for (const results of all) {
    for (const [name, list] of results) {
      const known = merged.get(name) ?? new Map<string, PastResult>();
      for (const one of list) known.set(`${one.attempt} ${one.runId}`, one);
      merged.set(name, known);
    }
  }
  const last = (known: Map<string, PastResult>) =>
    [...known.values()].sort((a, b) => a.at - b.at || a.attempt - b.attempt).slice(-most);
  return new Map([...merged].map(([name, known]) => [name, last(known)]));
}
