import type { PoolAccount } from "../account.ts";
import type { CleaningLease } from "../lease/cleaning-lease.ts";
import type { KeeperChange } from "../pool/disable-account.ts";
import type { HandBack } from "../pool/end-lease.ts";
import type { Pool } from "../pool/pool.ts";
import { dirtyAccounts } from "../pool/start-cleaning.ts";
import { type Actor, DURATIONS, handBack, hold } from "./hold.ts";
import { runInLine } from "./run-in-line.ts";
import { stay } from "./stay.ts";
import type { World } from "./world.ts";

/** Runs that wait in line, one after the other, and leases without waiting in between, until the world closes. */
export async function holder(actor: Actor): Promise<void> {
  const { world, machine } = actor;
  for (let n = 1; !world.closing; n++) {
    await machine.sleep(world.random.between(0, 10_000));
    if (world.random.chance(world.lineShare)) await runInLine(actor, `${machine.name}/${n}`);
    else await leaseAtOnce(actor);
  }
}

async function leaseAtOnce(actor: Actor): Promise<void> {
  const { world, machine, pool } = actor;
  const durationMs = world.random.pick(DURATIONS);
  const request = { runId: machine.name, holder: machine.name, durationMs };
  const count = world.random.chance(0.2) ? 2 : 1;
  const leases = await pool.acquireMany({ ...request, count }).catch((error) => none(world, error));
  const workMs = () => world.random.spread(1_000, 90_000);
  await Promise.all(leases.map((lease) => hold(actor, lease, { durationMs, workMs: workMs() })));
}

/** Looks for dirty accounts and cleans them, until the world closes. */
export async function cleaner(actor: Actor): Promise<void> {
  const { world, machine } = actor;
  while (!world.closing) {
    await machine.sleep(world.random.between(500, 5_000));
    await cleanOnce(actor).catch((error) => world.accept(error));
  }
}

/** One look of a cleaner: reaps, and cleans the account that has waited longest. */
export async function cleanOnce({ world, machine, pool }: Actor): Promise<void> {
  await pool.reap();
  const [account] = dirtyAccounts(await pool.list(), pool.serverNow());
  if (!account) return;
  const durationMs = world.random.pick(DURATIONS);
  const request = { account, runId: machine.name, holder: machine.name, durationMs };
  const result = await pool.startCleaning(request);
  if (result.kind === "not-dirty") return;
  world.tally.cleanings++;
  const { cleaning } = result;
  const workMs = world.random.spread(1_000, 30_000);
  const done = await stay({ world, machine, held: cleaning, durationMs, workMs });
  if (world.broken.withoutFencing && cleaning.signal.aborted) return;
  await handBack(world, () => verdict(world, cleaning, done));
}

function verdict(world: World, cleaning: CleaningLease, done: boolean): Promise<HandBack> {
  if (done && (world.closing || world.random.chance(0.8))) return cleaning.cleaned();
  return world.random.chance(0.5) ? cleaning.failed("simulated") : cleaning.giveUp("simulated");
}

/** Takes accounts out of use and puts them back, until the world closes. */
export async function keeper({ world, machine, pool }: Actor): Promise<void> {
  const why = { by: machine.name, reason: "simulated" };
  while (!world.closing) {
    await machine.sleep(world.random.between(5_000, 60_000));
    const accounts = await pool.list().catch((error) => none(world, error));
    if (accounts.length === 0) continue;
    const account = world.random.pick(accounts);
    await turned(pool, account, why).catch((error) => world.accept(error));
  }
}

function turned(pool: Pool, account: PoolAccount, why: KeeperChange): Promise<PoolAccount> {
  if (account.state === "disabled") return pool.enable(account, why);
  return account.state === "quarantined" ? pool.reset(account, why) : pool.disable(account, why);
}

function none(world: World, error: unknown): never[] {
  world.accept(error);
  return [];
}
