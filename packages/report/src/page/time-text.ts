/** A duration for people: `40 ms`, `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. @param ms milliseconds. */
export function durationText(ms: number): string {
  if (ms < 99.5) return `${Math.round(Math.max(0, ms))} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long something took; of what has no end so far, or that it has none where the run is over. */
export function lengthText(
  { from, to }: { from: number; to?: number },
  { durationMs, underWay }: { durationMs: number; underWay?: unknown },
): string {
  if (to !== undefined) return durationText(to - from);
  return underWay === undefined ? "not ended" : `${durationText(durationMs - from)} so far`;
}

/** A moment of the run: `0:07`, `1:02:03`, with as many decimals as the step between two of them asks for. @param ms from its beginning. @param stepMs ms. */
export function momentText(ms: number, stepMs = 100): string {
  const decimals = stepMs >= 1000 ? 0 : stepMs >= 100 ? 1 : stepMs >= 10 ? 2 : 3;
  const factor = 10 ** decimals;
  const whole = Math.round((ms / 1000) * factor) / factor;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const seconds = (whole % 60).toFixed(decimals).padStart(decimals === 0 ? 2 : 3 + decimals, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000,
];

/** The step between marks of an axis, ms. @param most how many marks there is room for. */
export function stepFor(lengthMs: number, most: number): number {
  return STEPS.find((step) => lengthMs / step <= most) ?? Math.ceil(lengthMs / most / 3_600_000) * 3_600_000;
}
