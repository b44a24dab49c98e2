import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { findAccount } from "../../find-accounts.ts";
import { openPool } from "../../open-pool.ts";
import { coloursFor } from "../../output/colours.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { lookAtPool } from "../pool-status/pool-status.ts";
import { detailsOf } from "./account-details.ts";
import { renderAccount } from "./render-account.ts";

export interface PoolShowOptions extends PoolOptions {
  /** An id, `<id>/<region>` or a name. */
  account: string;
  json?: boolean;
}

/** Does `regatta pool show`. @throws RegattaError ACCOUNT_NOT_FOUND, ACCOUNT_AMBIGUOUS, or as AWS fails. */
export async function poolShow(context: CommandContext, options: PoolShowOptions): Promise<number> {
  const { stdout, env } = context;
  const { accounts, now } = await lookAtPool(await openPool(context, options));
  const details = detailsOf(findAccount(accounts, options.account), now);
  stdout.write(
    options.json ? `${JSON.stringify(details, null, 2)}\n` : renderAccount(details, coloursFor(stdout, env)),
  );
  return exitCode.ok;
}
