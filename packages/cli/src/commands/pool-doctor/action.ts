import { messageOf } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { openPool } from "../../open-pool.ts";
import { coloursFor } from "../../output/colours.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { lookAtPool, statusOf } from "../pool-status/pool-status.ts";
import { summaryOf } from "../pool-status/render-status.ts";
import { diagnose } from "./diagnose.ts";
import { renderFindings } from "./render-findings.ts";

export interface PoolDoctorOptions extends PoolOptions {
  json?: boolean;
}

/** Does `regatta pool doctor`. @returns 1 when something needs somebody. @throws RegattaError as AWS fails. */
export async function poolDoctor(context: CommandContext, options: PoolDoctorOptions): Promise<number> {
  const { stdout, env } = context;
  const opened = await openPool(context, options);
  const look = await lookAtPool(opened);
  // Who runs tests may read the pool, and need not be allowed to see how its table is set up.
  const settings = await opened.pool.settings().catch((error) => ({ unreadable: messageOf(error) }));
  const findings = diagnose({ ...look, settings });
  const healthy = !findings.some(({ needsSomeone }) => needsSomeone);
  const status = statusOf(look);
  const columns = stdout.isTTY ? stdout.columns : undefined;
  const { table, pool, at } = status;
  stdout.write(
    options.json
      ? `${JSON.stringify({ table, pool, at, healthy, findings }, null, 2)}\n`
      : `${summaryOf(status, columns)}.\n\n${renderFindings(findings, { colours: coloursFor(stdout, env), columns })}`,
  );
  return healthy ? exitCode.ok : exitCode.found;
}
