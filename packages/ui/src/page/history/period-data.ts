import type { Period, RunOutcome, RunStats } from "@regatta/stats";
import type { Layer, PlotData } from "../plots/plot-data.ts";

/** Outcomes of runs, as they are stacked: the good ones at the bottom. */
export const outcomes = [
  "green",
  "red",
  "infrastructure",
  "refused",
  "interrupted",
  "killed",
] as const satisfies readonly RunOutcome[];

/** What a run's time went to, in the order it goes. */
export const parts = ["start", "wait", "lease", "deploy", "test", "idle", "end"] as const;

type Value = (period: Period) => number | undefined;

/** Something of every period, as it is drawn. Pure. */
export function periodData(
  { periods }: Pick<RunStats, "periods">,
  layers: ReadonlyArray<{ name: string; colour: string; value: Value }>,
): PlotData {
  return {
    at: periods.map(({ from }) => from),
    each: (periods[0]?.to ?? 1) - (periods[0]?.from ?? 0),
    layers: layers.map(
      ({ name, colour, value }): Layer => ({
        name,
        colour,
        values: periods.map((period) => value(period) ?? null),
      }),
    ),
  };
}

/** How runs of tests ended. */
export function outcomeData(stats: RunStats): PlotData {
  return periodData(
    stats,
    outcomes.map((name) => ({ name, colour: `run-${name}`, value: (period) => period.outcomes[name] })),
  );
}

/** How long runs of tests took. */
export function durationData(stats: RunStats): PlotData {
  return periodData(stats, [
    { name: "median", colour: "accent", value: ({ durationMs }) => durationMs?.median },
    { name: "95 % within", colour: "warn", value: ({ durationMs }) => durationMs?.p95 },
  ]);
}

/** Where the time of a run of tests went, in the mean. */
export function timeData(stats: RunStats): PlotData {
  return periodData(
    stats,
    parts.map((name) => ({
      name: partNames[name],
      colour: `time-${name}`,
      value: ({ time, durationMs }) => (durationMs ? time[name] / durationMs.count : undefined),
    })),
  );
}

/** What the parts of a run's time are called. */
export const partNames: Record<(typeof parts)[number], string> = {
  start: "starting",
  wait: "waiting for accounts",
  lease: "getting accounts ready",
  deploy: "deploying",
  test: "testing",
  idle: "idle",
  end: "handing back",
};

/** How many of the services looked at were up to date, and how many files were flaky. */
export function shareData(stats: RunStats): PlotData {
  return periodData(stats, [
    { name: "services up to date", colour: "good", value: ({ skipShare }) => skipShare },
    { name: "accounts held", colour: "accent", value: ({ heldShare }) => heldShare },
    {
      name: "flaky files",
      colour: "warn",
      value: ({ flaky, files }) => (files > 0 ? flaky / files : undefined),
    },
  ]);
}

/** What accounts were at while runs held them. */
export function accountTimeData(stats: RunStats): PlotData {
  const some = ["test", "deploy", "lease", "end", "idle"] as const;
  return periodData(
    stats,
    some.map((name) => ({
      name: partNames[name],
      colour: `time-${name}`,
      value: ({ accountTime }) => accountTime[name],
    })),
  );
}

/** How long machines were busy with runs, and of it with attempts whose result did not count. */
export function machineData(stats: RunStats): PlotData {
  return periodData(stats, [
    { name: "machine time", colour: "over-preparing", value: ({ machineMs }) => machineMs },
  ]);
}

/** Every run of tests as a dot, by its outcome: when it ended, how long it took. Small things need stronger colours. Pure. */
export function runDots({ runs }: Pick<RunStats, "runs">): PlotData {
  const tests = runs.filter(({ purpose }) => purpose === "tests").toSorted((a, b) => a.to - b.to);
  return {
    at: tests.map(({ to }) => to),
    each: 0,
    layers: outcomes.map((name) => ({
      name,
      colour: name === "green" ? "time-test" : `run-${name}`,
      values: tests.map(({ outcome, from, to }) => (outcome === name ? to - from : null)),
    })),
  };
}
