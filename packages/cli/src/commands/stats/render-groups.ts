import type { GroupStats, RunStats } from "@regatta/stats";
import { duration } from "../../output/duration.ts";
import { table } from "../../output/table.ts";
import { minuteOf, percent } from "./figures.ts";
import { type StatsPage, section } from "./stats-page.ts";

const SHOWN = 6;
const NONE = "–";

/** Runs of tests by suite and by branch; nothing where all are of one. */
export function renderGroups({ suites, branches }: RunStats, page: StatsPage): string[] {
  const parts = [groups("suite", suites, page), groups("branch", branches, page)];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));
}

function groups(what: "suite" | "branch", all: readonly GroupStats[], page: StatsPage): string[] {
  if (all.length < 2) return [];
  const head = [`  ${what.toUpperCase()}`, "RUNS", "GREEN", "MEDIAN", "LAST"];
  const rows = all.slice(0, SHOWN).map(rowOf);
  const more = all.length > SHOWN ? [`  … and ${all.length - SHOWN} more: --json has all`] : [];
  const lines = [...table(head, rows).trimEnd().split("\n"), ...more];
  return section(`By ${what} (one alone: --${what} <name>)`, lines, page);
}

function rowOf({ name, runs, greenShare, durationMs, last }: GroupStats): string[] {
  return [
    `  ${name}`,
    String(runs),
    greenShare === undefined ? NONE : percent(greenShare),
    durationMs ? duration(durationMs.median) : NONE,
    last ? `${minuteOf(last.at)} ${last.outcome}` : NONE,
  ];
}
