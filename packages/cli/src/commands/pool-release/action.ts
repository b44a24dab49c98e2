import { accountKey, type PoolAccount } from "@regatta/accounts";
import { describeActor, RegattaError } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";
import { notHad } from "../../not-had.ts";
import { accountInHand, openPoolInHand } from "../../pool-in-hand.ts";
import type { PoolOptions } from "../../pool-options.ts";

export interface PoolReleaseOptions extends PoolOptions {
  account: string;
  /** Why it is dirty. */
  dirty?: string;
  /** It is as it was. */
  clean?: boolean;
  /** Why it is taken from whoever holds it. */
  force?: string;
  json?: boolean;
}

/**
 * Does `regatta pool release`.
 * @throws RegattaError ACCOUNT_NOT_HELD, ACCOUNT_NOT_CLEAN, ACCOUNT_BUSY, or as AWS fails.
 */
export async function poolRelease(context: CommandContext, options: PoolReleaseOptions): Promise<number> {
  const by = describeActor(context.env);
  const { clean, force, json } = options;
  const hand = await openPoolInHand(context, options);
  const seen = await accountInHand(hand, options.account);
  if (!seen.lease) throw notHeld(seen);
  const isMine = seen.lease.byHand !== undefined && seen.lease.holder === by;
  if (!isMine && force === undefined) throw notMine(seen);
  const to = clean ? "available" : "dirty";
  const account = await hand.pool.endSeenLease(seen, { to, by, reason: reasonOf(seen, options, by) });
  const { state, reason } = account;
  context.stdout.write(
    json
      ? `${JSON.stringify({ account: accountKey(account), state, ...(reason === undefined ? {} : { reason }) }, null, 2)}\n`
      : tellReleased(account, isMine),
  );
  return exitCode.ok;
}

function reasonOf(seen: PoolAccount, { dirty, clean, force }: PoolReleaseOptions, by: string): string {
  if (clean) return "given back by hand, as it was";
  const before = seen.reason === undefined ? "" : `; before that: ${seen.reason}`;
  const why = dirty ?? (force === undefined ? `${by} worked in it by hand` : `taken away by hand: ${force}`);
  return `${why}${before}`;
}

function tellReleased(account: PoolAccount, isMine: boolean): string {
  const key = accountKey(account);
  if (account.state === "available") return `${key}: available again\n`;
  const lost = isMine ? "" : "Who held it loses it at the next renewal of the lease.\n";
  return `${key}: dirty, ${account.reason}\n${lost}next: regatta clean ${key}\n`;
}

function notHeld({ state, ...ref }: PoolAccount): RegattaError {
  return new RegattaError(`Nobody holds the account ${accountKey(ref)}: it is ${state}.`, {
    code: "ACCOUNT_NOT_HELD",
    source: "user",
    account: accountKey(ref),
    nextStep: "There is nothing to release.",
  });
}

function notMine(seen: PoolAccount): RegattaError {
  const { message, code, source } = notHad(seen);
  return new RegattaError(message, {
    code,
    source,
    account: accountKey(seen),
    nextStep: "It is not yours to release; --force <reason> takes it away from whoever holds it, dirty.",
  });
}
