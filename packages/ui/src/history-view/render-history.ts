import { selfContainedPage } from "@regatta/report";
import type { RunStats } from "@regatta/stats";
import { historyScript, historyStyle } from "../history-assets.ts";

/** What runs add up to as a page in one file that needs nothing else: what the History tab shows. Pure. */
export function renderHistory(stats: RunStats): string {
  return selfContainedPage({
    title: `The history of pool ${stats.pool} · Regatta`,
    style: historyStyle,
    script: historyScript,
    data: stats,
    skipTo: "the history",
    main: "<noscript><p>This page needs its script, which is not allowed to run here.</p></noscript>",
  });
}
