import { gunzipSync, gzipSync } from "node:zlib";
import type { FileOutcome } from "../events/file-result.ts";
import type { PastResult, PastResults } from "./past-result.ts";

/** Results as JSON: run ids once each, and lists instead of names. Seconds are as exact as anybody asks for. */
interface Packed {
  runs: string[];
  results: Record<
    string,
    Array<[ms: number, outcome: FileOutcome, attempt: number, run: number, atS: number]>
  >;
}

/** Results as the table keeps them: a few bytes each. */
export function packResults(results: PastResults): Uint8Array {
  const runs = new Map<string, number>();
  const numberOf = (runId: string) => {
    const known = runs.get(runId) ?? runs.size;
    runs.set(runId, known);
    return known;
  };
  const lists = [...results].map(([name, list]) => [
    name,
    list.map((one) => [
      Math.round(one.ms),
      one.outcome,
      one.attempt,
      numberOf(one.runId),
      Math.round(one.at / 1000),
    ]),
  ]);
  return gzipSync(JSON.stringify({ results: Object.fromEntries(lists), runs: [...runs.keys()] }));
}

/** @returns none of what cannot be read: a damaged record costs its estimates and nothing else. */
export function unpackResults(data: Uint8Array | undefined): Map<string, PastResult[]> {
  try {
    const { runs, results } = JSON.parse(gunzipSync(data ?? new Uint8Array()).toString()) as Packed;
    return new Map(
      Object.entries(results).map(([name, list]) => [
        name,
        list.map(([ms, outcome, attempt, run, atS]) => ({
          ms,
          outcome,
          attempt,
          runId: runs[run] ?? "",
          at: atS * 1000,
        })),
      ]),
    );
  } catch {
    return new Map();
  }
}

/** Packs results into as few parts of at most `mostBytes` as halving makes; one name is never divided. */
export function packInParts(results: PastResults, mostBytes: number): Uint8Array[] {
  const packed = packResults(results);
  if (packed.length <= mostBytes || results.size <= 1) return [packed];
  const entries = [...results];
  const half = Math.ceil(entries.length / 2);
  return [entries.slice(0, half), entries.slice(half)].flatMap((part) =>
    packInParts(new Map(part), mostBytes),
  );
}

/**
 * Packs results into one part of at most `mostBytes`: what does not fit loses its oldest results first, then the
 * names that have none of late.
 */
export function packInOne(results: PastResults, mostBytes: number): Uint8Array {
  const packed = packResults(results);
  if (packed.length <= mostBytes || results.size <= 1) return packed;
  const longest = Math.max(...[...results.values()].map(({ length }) => length));
  if (longest <= 1) return packInOne(newestHalf(results), mostBytes);
  const fewer = Math.floor(longest * 0.7);
  return packInOne(new Map([...results].map(([name, list]) => [name, list.slice(-fewer)])), mostBytes);
}

function newestHalf(results: PastResults): PastResults {
  const at = ([, list]: [string, readonly PastResult[]]) => list.at(-1)?.at ?? 0;
  const newest = [...results].sort((a, b) => at(b) - at(a));
  return new Map(newest.slice(0, Math.ceil(newest.length / 2)));
}
