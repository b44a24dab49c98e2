import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { coloursFor } from "../../output/colours.ts";
import { Progress } from "../../output/progress.ts";
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
  const { json, output, open } = options;
  const isPage = output !== undefined || open === true;
  const all = await Progress.during(context, "reading the records of runs", () =>
    readStats({
      context,
      options,
      from: (now) => momentOf(options.since, now),
      only: options,
      ...(json || isPage ? {} : { periodLength: rowLengthOf }),
    }),
  );
  if (json) stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  if (isPage) await writeStatsPage(all, context, options);
  if (json || isPage) return exitCode.ok;
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
