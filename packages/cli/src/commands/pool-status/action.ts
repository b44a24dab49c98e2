import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { openPool } from "../../open-pool.ts";
import { coloursFor } from "../../output/colours.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { type PoolStatus, readStatus } from "./pool-status.ts";
import { renderStatus } from "./render-status.ts";

/** Does `regatta pool status`. @throws RegattaError as AWS fails. */
export async function poolStatus(
  context: CommandContext,
  options: PoolOptions & { json?: boolean },
): Promise<number> {
  const { stdout, env } = context;
  const status: PoolStatus = await readStatus(await openPool(context, options));
  stdout.write(
    options.json ? `${JSON.stringify(status, null, 2)}\n` : renderStatus(status, coloursFor(stdout, env)),
  );
  return exitCode.ok;
}
