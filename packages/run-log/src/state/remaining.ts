import type { RunState } from "./run-state.ts";

/**
 * How long the files still take, ms: what is expected of them over the accounts that take files, or the longest of
 * them. Files without a record count as the mean of what is known; undefined while nothing is.
 */
export function remainingMs(state: RunState, now: number): number | undefined {
  const typical = typicalMs(state);
  if (typical === undefined) return undefined;
  const left: number[] = [];
  for (const file of state.files.values()) {
    const last = file.attempts.at(-1);
    const hasEnded = last?.end?.kind === "finished" && !file.isTriedAgain;
    if (hasEnded || file.neverRun !== undefined) continue;
    const expected = file.expectedMs ?? typical;
    const running = last !== undefined && last.end === undefined;
    left.push(running ? Math.max(0, expected - (now - last.startedAt)) : expected);
  }
  const working = [...state.accounts.values()].filter(
    ({ phase }) => phase.kind === "running" || phase.kind === "ready" || phase.kind === "idle",
  );
  const sum = left.reduce((total, ms) => total + ms, 0);
  return Math.max(sum / Math.max(1, working.length), ...left, 0);
}

function typicalMs(state: RunState): number | undefined {
  const known: number[] = [];
  for (const { expectedMs, attempts } of state.files.values()) {
    const end = attempts.at(-1)?.end;
    if (end?.kind === "finished") known.push(end.durationMs);
    else if (expectedMs !== undefined) known.push(expectedMs);
  }
  if (known.length === 0) return undefined;
  return known.reduce((total, ms) => total + ms, 0) / known.length;
}
