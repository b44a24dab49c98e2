import type { RunStats } from "@regatta/stats";
import { count } from "../../output/count.ts";
import { stretch } from "./figures.ts";
import { renderAccounts } from "./render-accounts.ts";
import { renderFiles } from "./render-files.ts";
import { renderGroups } from "./render-groups.ts";
import { renderOverview } from "./render-overview.ts";
import { renderPeriods } from "./render-periods.ts";
import { renderServices } from "./render-services.ts";
import { fitLines, type StatsPage } from "./stats-page.ts";

/** What runs add up to, as people read it: at most 80 columns, but for names in a pipe. Ends with a line end. */
export function renderStats(stats: RunStats, page: StatsPage): string {
  const head = `pool ${stats.pool}, ${[...onlyOf(stats), stretch(stats)].join(", ")} (UTC)`;
  const unreadable =
    stats.unreadable === 0
      ? []
      : [`${count(stats.unreadable, "record")} could not be read: damaged, or of a later version of Regatta`];
  const leftOut =
    stats.filesLeftOut === 0
      ? []
      : [
          `${count(stats.filesLeftOut, "result")} of quick passed files are not in it: their runs were too large to be recorded whole`,
        ];
  const nothing = stats.runs.length === 0 && (stats.only !== undefined || stats.firstAt === undefined);
  const parts = nothing
    ? [nothingYet(stats)]
    : [
        renderOverview(stats, page),
        renderPeriods(stats, page),
        renderGroups(stats, page),
        renderFiles(stats, page),
        renderServices(stats, page),
        renderAccounts(stats, page),
      ];
  const lines = [
    page.colours.bold(head),
    ...unreadable,
    ...leftOut,
    "",
    ...parts.filter((part) => part.length > 0).flatMap((part) => [...part, ""]),
  ];
  return `${fitLines(lines, page).join("\n").trimEnd()}\n`;
}

function onlyOf({ only = {} }: RunStats): string[] {
  return Object.entries(only).map(([what, name]) => `${what} ${name}`);
}

function nothingYet({ accounts, files, only }: RunStats): string[] {
  if (only) return [`No run of that ${Object.keys(only).join(" and ")} has left a record in this time.`];
  const known =
    files.length > 0
      ? [`The history knows how long ${count(files.length, "test file")} took: docs/history.md.`]
      : [];
  return [
    "No run has left a record in this time.",
    ...known,
    `The pool has ${count(accounts.length, "account")}. Every run, deploy, warming and cleaning from now on leaves one.`,
    "next: regatta run, or look further back: regatta stats --since 400d",
  ];
}
