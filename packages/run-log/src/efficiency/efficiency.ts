import type { RunState } from "../state/run-state.ts";
import type { Finding } from "./finding.ts";
import { type Ended, MeasuredRun, type Usable } from "./measured-run.ts";

/** How near a run's tests came to the shortest time possible. */
export interface Efficiency {
  /** From when the files were known until the last of them ended, ms. */
  makespanMs: number;
  /** The shortest possible with these accounts as they were ready, ms. */
  leastMs: number;
  files: number;
  accounts: number;
  /** The most costly first. */
  findings: Finding[];
}

/** What costs less than this share of the run is not worth a line. */
const TELLING = 0.05;
/** Or less than this, ms. */
const TELLING_MS = 1_000;

/** Measures a run whose files have all ended; undefined where there is nothing to measure. Pure. */
export function efficiencyOf(state: RunState): Efficiency | undefined {
  const { selectedAt, stretches, accounts } = state.timeline;
  const ended = stretches.filter((one): one is Ended => one.to !== undefined);
  const used = [...accounts]
    .map(([account, times]) => ({ account, ...times }))
    .filter((one): one is Usable => one.usableAt !== undefined);
  if (selectedAt === undefined || used.length === 0 || ended.every(({ wasted }) => wasted)) return undefined;
  const run = new MeasuredRun(state, ended, used, selectedAt);
  const { makespanMs, leastMs, files } = run;
  const worthTelling = ({ costMs }: Finding) => costMs >= Math.max(TELLING_MS, TELLING * makespanMs);
  const findings = run
    .findings()
    .filter(worthTelling)
    .sort((a, b) => b.costMs - a.costMs);
  return { makespanMs, leastMs, files, accounts: used.length, findings };
}
