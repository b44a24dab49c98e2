/** A stretch of time; ms since the epoch. */
export interface Period {
  from: number;
  to: number;
}

/** What an account was used for. */
export interface AccountUse {
  usableAt: number;
  /** When files ran there. */
  ran: readonly Period[];
}

/** From one file to the next, or one worker's start to the next, it may take so long, ms: nothing waits for others. */
const BETWEEN_MS = 500;

/** Puts together what follows one another within a moment. Pure. */
export function joined(periods: readonly Period[]): Period[] {
  const all: Period[] = [];
  for (const { from, to } of periods.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from - last.to <= BETWEEN_MS) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/**
 * Of the times at which workers were started, in whichever account, what was before an account's first file: few are
 * started at once, so that one has to wait for others' to be up. Pure.
 * @param end of the run, ms since the epoch.
 */
export function startedBefore(
  { usableAt, ran }: AccountUse,
  starts: readonly Period[],
  end: number,
): Period[] {
  const first = Math.min(end, ...ran.map(({ from }) => from));
  return starts
    .map(({ from, to }) => ({ from: Math.max(from, usableAt), to: Math.min(to, first) }))
    .filter(({ from, to }) => to > from);
}

/** How long an account had nothing to do until a moment, beside its worker's start, ms. Pure. */
export function idleMs({ usableAt, ran }: AccountUse, started: readonly Period[], until: number): number {
  let busyUntil = usableAt;
  let idle = 0;
  for (const { from, to } of [...ran, ...started].sort((a, b) => a.from - b.from)) {
    const gap = Math.min(from, until) - busyUntil;
    if (gap > BETWEEN_MS) idle += gap;
    busyUntil = Math.max(busyUntil, to);
  }
  return idle + Math.max(0, until - busyUntil);
}
