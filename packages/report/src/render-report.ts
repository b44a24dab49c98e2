import type { RunEvent } from "@regatta/run-log";
import { collectReport } from "./collect-report.ts";
import { renderPage } from "./html/render-page.ts";

/**
 * The page of a run, in one file that needs nothing else: no network, no second file. The log may end anywhere, as that of a
 * killed run does. What tests printed is bounded, so that 500 files in 100 accounts stay below 3 MB. Pure.
 */
export function renderReport(events: readonly RunEvent[]): string {
  return renderPage(collectReport(events));
}
