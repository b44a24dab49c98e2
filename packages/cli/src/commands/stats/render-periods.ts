import type { Period, RunStats } from "@regatta/stats";
import { duration } from "../../output/duration.ts";
import { table } from "../../output/table.ts";
import { dayOf, minuteOf, percent } from "./figures.ts";
import { type StatsPage, section } from "./stats-page.ts";

const HEADINGS = { hour: "By the hour", day: "By the day", week: "By the week (from Monday)" };
/** Of hours, the last. */
const ROWS = 24;
const NONE = "–";

/** How things went over time; nothing where there is but one period. */
export function renderPeriods({ periods, periodLength }: RunStats, page: StatsPage): string[] {
  const shown = periods.slice(-ROWS);
  if (shown.length < 2) return [];
  const head = ["  FROM", "RUNS", "GREEN", "MEDIAN", "WAITED", "SKIPPED", "DEPLOYS", "FLAKY", "HELD"];
  const rows = shown.map((period) => rowOf(period, periodLength));
  return section(HEADINGS[periodLength], table(head, rows).trimEnd().split("\n"), page);
}

function rowOf(period: Period, length: RunStats["periodLength"]): string[] {
  const { from, outcomes, durationMs, time, skipShare, deployed, files, flaky, heldShare } = period;
  const { green, red, infrastructure } = outcomes;
  const runs = Object.values(outcomes).reduce((sum, number) => sum + number, 0);
  const ended = green + red + infrastructure;
  const total = Object.values(time).reduce((sum, ms) => sum + ms, 0);
  return [
    `  ${length === "hour" ? minuteOf(from) : dayOf(from)}`,
    String(runs),
    ended > 0 ? percent(green / ended) : NONE,
    durationMs ? duration(durationMs.median) : NONE,
    total > 0 ? percent(time.wait / total) : NONE,
    skipShare === undefined ? NONE : percent(skipShare),
    String(deployed),
    files > 0 ? percent(flaky / files) : NONE,
    heldShare === undefined ? NONE : percent(heldShare),
  ];
}
