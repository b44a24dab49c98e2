import { relative, resolve } from "node:path";
import { writePage } from "@regatta/report";
import type { RunStats } from "@regatta/stats";
import type { CommandContext } from "../../command-context.ts";
import { startBrowser } from "../../start-browser.ts";

/** Where the page goes that is only to be shown. */
const USUAL = ".regatta/stats.html";

/**
 * Writes what runs add up to as a page in one file, and shows it where that is asked for. Where it went is said on standard
 * error if standard output is for programs.
 * @throws RegattaError REPORT_NOT_WRITTEN, BROWSER_NOT_OPENED.
 */
export async function writeStatsPage(
  stats: RunStats,
  { cwd, env, stdout, stderr }: CommandContext,
  { output = USUAL, open, json }: { output?: string; open?: boolean; json?: boolean },
): Promise<void> {
  const { renderHistory } = await import("@regatta/ui");
  const path = resolve(cwd, output);
  const nextStep = "Make the folder writable, or choose another file with --output.";
  await writePage({ page: renderHistory(stats), what: "The page of the history", path, nextStep });
  (json ? stderr : stdout).write(`Wrote ${relative(cwd, path) || path}.\n`);
  if (open) await startBrowser({ page: path, env, instead: `Open ${path} yourself.` });
}
