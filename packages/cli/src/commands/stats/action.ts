import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { coloursFor } from "../../output/colours.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { readStats } from "./read-stats.ts";
import { renderStats } from "./render-stats.ts";
import { momentOf, type Since } from "./since.ts";

export interface StatsOptions extends PoolOptions {
  since: Since;
  /** Only runs of this suite. */
  suite?: string;
  /** Only runs on this branch. */
  branch?: string;
  json?: boolean;
}

/** Does `regatta stats`. @throws RegattaError RUNS_UNREADABLE, and as AWS fails. */
export async function stats(context: CommandContext, options: StatsOptions): Promise<number> {
  const { stdout, env } = context;
  const from = (now: number) => momentOf(options.since, now);
  if (options.json) {
    const all = await readStats({ context, options, from, only: options });
    stdout.write(`${JSON.stringify(all, null, 2)}\n`);
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
