import { describeActor } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { accountInHand, openPoolInHand } from "../../pool-in-hand.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { takeInHand } from "../../take-in-hand.ts";
import { handLeaseOutput, tellHandLease } from "../../tell-hand-lease.ts";

export interface PoolLeaseOptions extends PoolOptions {
  /** Any that is available when left out. */
  account?: string | undefined;
  /** Ms. */
  for: number;
  reason: string;
  json?: boolean;
}

/** Does `regatta pool lease`. @throws RegattaError ACCOUNT_BUSY, NO_ACCOUNT_AVAILABLE, or as AWS fails. */
export async function poolLease(context: CommandContext, options: PoolLeaseOptions): Promise<number> {
  const { account: name, for: durationMs, reason, json } = options;
  const hand = await openPoolInHand(context, options);
  const account = await takeInHand(hand.pool, {
    holder: describeActor(context.env),
    reason,
    durationMs,
    account: name === undefined ? undefined : await accountInHand(hand, name),
    exclude: hand.protectedAccounts,
  });
  const now = hand.pool.serverNow();
  context.stdout.write(
    json ? `${JSON.stringify(handLeaseOutput(account, now), null, 2)}\n` : tellHandLease(account, now),
  );
  return exitCode.ok;
}
