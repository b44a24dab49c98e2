import { accountKey } from "@regatta/accounts";
import { describeActor } from "@regatta/foundation";
import { type ChangeOptions, changeAccounts } from "../../change-accounts.ts";
import type { CommandContext } from "../../command-context.ts";
import { count } from "../../output/count.ts";

export interface PoolResetOptions extends ChangeOptions {
  reason?: string;
}

/** Does `regatta pool reset`. @throws RegattaError ACCOUNT_NOT_FOUND, or as AWS fails, with nothing changed. */
export async function poolReset(context: CommandContext, options: PoolResetOptions): Promise<number> {
  const by = describeActor(context.env);
  const { code, changed } = await changeAccounts(context, options, async (pool, seen) => {
    if (seen.state !== "quarantined") {
      return { account: seen, changed: false, words: `is ${seen.state} and not quarantined, left as it is` };
    }
    const reason = options.reason ?? `to be cleaned again after: ${seen.reason}`;
    const account = await pool.reset(seen, { by, reason });
    return { account, changed: true, words: `dirty, its ${forgotten(seen.failures)} forgotten` };
  });
  if (changed.length > 0 && !options.json) {
    context.stdout.write(`next: regatta clean ${changed.map(accountKey).join(" ")}\n`);
  }
  return code;
}

function forgotten(failures: number): string {
  return `${count(failures, "failed cleaning")} ${failures === 1 ? "is" : "are"}`;
}
