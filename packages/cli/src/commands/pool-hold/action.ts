import type { PoolAccount } from "@regatta/accounts";
import { describeActor } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { notHad } from "../../not-had.ts";
import { accountInHand, openPoolInHand, type PoolInHand } from "../../pool-in-hand.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { takeInHand } from "../../take-in-hand.ts";
import { handLeaseOutput, tellHandLease } from "../../tell-hand-lease.ts";

export interface PoolHoldOptions extends PoolOptions {
  account: string;
  /** Ms. */
  for: number;
  reason: string;
  takeOver?: boolean;
  json?: boolean;
}

/** Does `regatta pool hold`. @throws RegattaError ACCOUNT_NOT_FOUND, ACCOUNT_BUSY, or as AWS fails. */
export async function poolHold(context: CommandContext, options: PoolHoldOptions): Promise<number> {
  const hand = await openPoolInHand(context, options);
  const seen = await accountInHand(hand, options.account);
  const account = await hold(hand, seen, { ...options, holder: describeActor(context.env) });
  const now = hand.pool.serverNow();
  context.stdout.write(
    options.json
      ? `${JSON.stringify(handLeaseOutput(account, now), null, 2)}\n`
      : tellHandLease(account, now),
  );
  return exitCode.ok;
}

async function hold(
  { pool }: PoolInHand,
  seen: PoolAccount,
  { holder, reason, for: durationMs, takeOver }: PoolHoldOptions & { holder: string },
): Promise<PoolAccount> {
  const request = { holder, reason, durationMs };
  switch (seen.state) {
    case "dirty":
    case "quarantined":
      return pool.takeByHand(seen, request);
    case "available":
      return takeInHand(pool, { ...request, account: seen });
    case "leased":
      if (seen.lease?.byHand === undefined) throw notHad(seen);
      if (seen.lease.holder === holder) return pool.holdOn(seen, request);
      if (takeOver) return pool.takeOver(seen, request);
      throw notHad(seen);
    default:
      throw notHad(seen);
  }
}
