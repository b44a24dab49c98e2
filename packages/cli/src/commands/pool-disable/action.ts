import { describeActor } from "@regatta/foundation";
import { type ChangeOptions, changeAccounts } from "../../change-accounts.ts";
import type { CommandContext } from "../../command-context.ts";

export interface PoolDisableOptions extends ChangeOptions {
  reason: string;
}

/** Does `regatta pool disable`. @throws RegattaError ACCOUNT_NOT_FOUND, or as AWS fails, with nothing changed. */
export async function poolDisable(context: CommandContext, options: PoolDisableOptions): Promise<number> {
  const { reason } = options;
  const by = describeActor(context.env);
  const { code } = await changeAccounts(context, options, async (pool, seen) => {
    if (seen.state === "disabled") {
      const words = `is disabled already (${seen.reason}), left as it is`;
      return { account: seen, changed: false, words };
    }
    const account = await pool.disable(seen, { by, reason });
    return { account, changed: true, words: `disabled (it was ${account.disabledFrom})` };
  });
  return code;
}
