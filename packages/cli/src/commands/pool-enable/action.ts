import { describeActor } from "@regatta/foundation";
import { type ChangeOptions, changeAccounts } from "../../change-accounts.ts";
import type { CommandContext } from "../../command-context.ts";

export interface PoolEnableOptions extends ChangeOptions {
  reason?: string;
}

/** Does `regatta pool enable`. @throws RegattaError ACCOUNT_NOT_FOUND, or as AWS fails, with nothing changed. */
export async function poolEnable(context: CommandContext, options: PoolEnableOptions): Promise<number> {
  const by = describeActor(context.env);
  const { code } = await changeAccounts(context, options, async (pool, seen) => {
    if (seen.state !== "disabled") {
      const reset =
        seen.state === "quarantined" ? "; out of quarantine it comes with `regatta pool reset`" : "";
      return { account: seen, changed: false, words: `is ${seen.state}, left as it is${reset}` };
    }
    const reason = options.reason ?? `in use again after: ${seen.reason}`;
    const account = await pool.enable(seen, { by, reason });
    return { account, changed: true, words: `enabled, ${account.state} as it was` };
  });
  return code;
}
