import { accountKey } from "../account.ts";
import type { HeldAccount } from "../lease/held-account.ts";
import { leaseTiming } from "../lease/lease-timing.ts";
import type { Visit } from "./account-side.ts";
import type { Machine } from "./machine.ts";
import type { World } from "./world.ts";

export interface StayOptions {
  world: World;
  machine: Machine;
  held: HeldAccount;
  durationMs: number;
  /** How long the work takes, ms. */
  workMs: number;
  /** Whether it should end now, as one does that gives an account back for others. */
  enough?: () => boolean;
}

// Of the time between a holder's fencing itself and the end of its lease, how much its workers take to die.
const DYING_SHARE = 0.9;

/**
 * Works in an account under a lease until the work is done or the lease may be lost.
 * @returns true when all was done and the account is left tidy, with nobody inside.
 */
export async function stay({
  world,
  machine,
  held,
  durationMs,
  workMs,
  enough,
}: StayOptions): Promise<boolean> {
  const { accounts, loop } = world;
  const visit: Visit = { account: accountKey(held.account), epoch: held.epoch, leaseId: held.id, machine };
  // Taken so slowly that there is nothing left of it.
  if (held.signal.aborted) return false;
  world.note(() => `${machine.name} enters ${visit.account}, epoch ${visit.epoch}`);
  // Work that the account refuses goes on trying, as a run whose tests fail does: only the lease ends it.
  let alone = accounts.enter(visit);
  const mayGoOn = () => world.broken.withoutFencing || !held.signal.aborted;
  held.signal.addEventListener("abort", () => {
    world.tally.lost++;
    world.note(() => `${machine.name} ${held.signal.reason.message}`);
    if (world.broken.withoutFencing) return;
    // Whoever stood still in between had its margin already.
    const late = machine.resumedAt > loop.now - durationMs;
    loop.after(late ? 0 : leaseTiming(durationMs).marginMs * DYING_SHARE, () => accounts.leave(visit));
  });
  held.startHeartbeat();
  for (const end = machine.monotonic() + workMs; machine.monotonic() < end && mayGoOn() && !enough?.(); ) {
    alone = accounts.use(visit);
    await machine.sleep(world.random.between(500, 5_000));
  }
  if (!mayGoOn()) {
    await machine.sleep(leaseTiming(durationMs).marginMs);
    return false;
  }
  accounts.tidy(visit);
  accounts.leave(visit);
  return alone;
}
