import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { PastResult } from "./past-result.ts";

/**
 * Reads how long files took from JUnit reports.
 * @param named paths and globs, relative to `directory`. @returns results by path as the reports name them.
 * @throws RegattaError TIMINGS_UNREADABLE for one that is not there or is no such report, and a glob that finds none.
 */
export async function readTimings(
  named: readonly string[],
  directory: string,
): Promise<Map<string, PastResult[]>> {
  const files = (await Promise.all(named.map((one) => filesOf(one, directory)))).flat();
  const results = new Map<string, PastResult[]>();
  const reports = await Promise.all([...new Set(files)].map(timesIn));
  for (const [at, times] of reports.entries()) {
    for (const { path, ms, outcome } of times) {
      const result: PastResult = { ms, outcome, attempt: 1, runId: `report ${at}`, at };
      const key = normal(path);
      results.set(key, [...(results.get(key) ?? []), result]);
    }
  }
  return results;
}

/**
 * The results of a file, whose path a report may name from another folder: the repository's, where Jest runs in a part
 * of it, or the other way round. Of a path that could be several of the report's, none. Pure.
 */
export function timingsOf(file: string, timings: ReadonlyMap<string, PastResult[]>): readonly PastResult[] {
  const path = normal(file);
  const exact = timings.get(path);
  if (exact) return exact;
  const alike = [...timings].filter(
    ([reported]) => path.endsWith(`/${reported}`) || reported.endsWith(`/${path}`),
  );
  return alike.length === 1 ? (alike[0]?.[1] ?? []) : [];
}

function normal(path: string): string {
  return path.replaceAll("\\", "/").replace(/^\.\//, "");
}

async function filesOf(named: string, directory: string): Promise<string[]> {
  const { glob, isDynamicPattern } = await import("tinyglobby");
  if (!isDynamicPattern(named)) return [resolve(directory, named)];
  const found = await glob(named, { cwd: directory, absolute: true, expandDirectories: false });
  if (found.length === 0) throw timingsError(`No file matches --timings ${named}.`);
  return found.sort();
}

async function timesIn(file: string) {
  let xml: string;
  try {
    xml = await readFile(file, "utf8");
  } catch (cause) {
    throw timingsError(`The timings ${file} cannot be read: ${messageOf(cause)}`, cause);
  }
  // Loaded here: few runs read reports.
  const { junitTimes } = await import("./junit-times.ts");
  try {
    return junitTimes(xml);
  } catch (cause) {
    throw timingsError(`The timings ${file} cannot be used: the file ${messageOf(cause)}.`, cause);
  }
}

function timingsError(message: string, cause?: unknown): RegattaError {
  return new RegattaError(message, {
    code: "TIMINGS_UNREADABLE",
    source: "user",
    nextStep: "Give JUnit reports that name their test files, or leave --timings out.",
    ...(cause === undefined ? {} : { cause }),
  });
}
