import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { coloursFor } from "../../output/colours.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { readStats } from "./read-stats.ts";
import { renderStats } from "./render-stats.ts";
import { momentOf, type Since } from "./since.ts";
import { writeStatsPage } from "./write-stats-page.ts";

export interface StatsOptions extends PoolOptions {
  since: Since;
  /** Only runs of this suite. */
  suite?: string;
  /** Only runs on this branch. */
  branch?: string;
  json?: boolean;
  /** Where a page of it goes. */
  output?: string;
  /** Shows that page in the browser. */
  open?: boolean;
}

/**
 * Does `regatta stats`.
 * @throws RegattaError RUNS_UNREADABLE, REPORT_NOT_WRITTEN, BROWSER_NOT_OPENED, and as AWS fails.
 */
export async function stats(context: CommandContext, options: StatsOptions): Promise<number> {
  const { stdout, env } = context;
  const from = (now: number) => momentOf(options.since, now);
  if (options.json || options.output !== undefined || options.open) {
    const all = await readStats({ context, options, from, only: options });
    if (options.json) stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    if (options.output !== undefined || options.open) await writeStatsPage(all, context, options);
    return exitCode.ok;
  }
  const all = await readStats({ context, options, from, only: options, periodLength: rowLengthOf });
  const columns = stdout.isTTY ? stdout.columns : undefined;
  stdout.write(renderStats(all, { colours: coloursFor(stdout, env), columns }));
  return exitCode.ok;
}

const DAY_MS = 86_400_000;

/** As many rows as are read at a look: about ten. */
function rowLengthOf(ms: number): "hour" | "day" | "week" {
  if (ms <= DAY_MS) return "hour";
  return ms <= 10 * DAY_MS ? "day" : "week";
}
