import type { PastResult } from "../history/past-result.ts";

/**
 * What became of a file in its last runs, a letter a run, the oldest first: `p` passed, `f` failed in every attempt, `x` in
 * some. Short, for it is in the log for every file. Pure.
 */
export function pastLetters(results: readonly PastResult[]): string {
  const byRun = new Map<string, boolean[]>();
  for (const { runId, outcome } of results)
    byRun.set(runId, [...(byRun.get(runId) ?? []), outcome === "passed"]);
  return [...byRun.values()]
    .map((passed) => (passed.every(Boolean) ? "p" : passed.some(Boolean) ? "x" : "f"))
    .join("");
}

/**
 * The same in words, for a file that failed now: whether that is new is the first question. @returns undefined where no
 * earlier run of it is known. Pure.
 */
export function describePast(past: string | undefined): string | undefined {
  if (!past) return undefined;
  const of = (letter: string) => past.split(letter).length - 1;
  const last = (runs: number) => (runs === 1 ? "its last run" : `its last ${runs} runs`);
  const inARow = /f*$/.exec(past)?.[0].length ?? 0;
  if (of("p") === past.length) return `passed in ${last(past.length)}`;
  if (inARow > 0) return `failed in ${last(inARow)} too`;
  const bad = [
    ...(of("f") > 0 ? [`failed in ${of("f")}`] : []),
    ...(of("x") > 0 ? [`was flaky in ${of("x")}`] : []),
  ];
  return `${bad.join(" and ")} of ${last(past.length)}`;
}
