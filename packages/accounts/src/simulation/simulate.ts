import { decodeAccount, isAccount } from "../pool/account-item.ts";
import { cleaner, cleanOnce, holder, keeper } from "./actors.ts";
import type { Actor } from "./hold.ts";
import type { Machine } from "./machine.ts";
import { settler } from "./run-in-line.ts";
import { weather } from "./weather.ts";
import { type Broken, type Tally, World } from "./world.ts";

export interface Simulated {
  seed: number;
  /** What must never happen, and did; empty for a pool that works. */
  violations: string[];
  /** How many events there were. */
  steps: number;
  tally: Tally;
}

interface Size {
  accounts: number;
  holders: number;
  cleaners: number;
  settlers: boolean;
  /** How long things go wrong, ms. */
  faultyMs: number;
}

const MINUTE = 60_000;
// One seed in so many has hundreds of holders.
const LARGE = 100;
// When nothing goes wrong any more, how long the pool may take until every account is available. Requests sent
// before may arrive for five minutes, and make leases that nobody holds and that have to run out.
const RECOVERY_MS = 15 * MINUTE;
const LATE_MS = 5 * MINUTE;
const MOST_STEPS = 400_000;

/**
 * Runs the pool's own code in a simulated world, in which everything follows from the seed.
 * @param broken what the pool does wrong in this world; for showing that it would be noticed.
 * @param trace told, a line each, what happens in it.
 */
export async function simulate(
  seed: number,
  broken: Broken = {},
  trace?: (line: string) => void,
): Promise<Simulated> {
  const world = new World({ seed, broken, pageSize: isLarge(seed) ? 100 : 3, trace });
  const size = sizeOf(world, seed);
  await fill(world, size.accounts);
  world.hasSettler = size.settlers;
  const running = new Set<Actor>();
  const settled = ({ machine }: Actor) => machine.name.startsWith("settler");
  world.othersAreDone = () => world.closing && [...running].every(settled);
  const start = (role: string) => {
    const machine = world.machine(role);
    const actor = { world, machine, pool: world.pool(machine) };
    running.add(actor);
    void act(role, actor).finally(() => running.delete(actor));
  };
  for (let n = 0; n < size.holders; n++) start("holder");
  for (let n = 0; n < size.cleaners; n++) start("cleaner");
  start("keeper");
  if (size.settlers) start("settler");
  weather(world, (crashed) => {
    for (const actor of running) if (actor.machine === crashed) running.delete(actor);
    start(crashed.name.split("-")[0] ?? "");
  });
  await world.loop.run({ done: () => false, end: world.loop.now + size.faultyMs, steps: MOST_STEPS });
  await recover(world, running);
  world.tally.zombies = world.accounts.zombies;
  return { seed, violations: world.violations, steps: world.loop.steps, tally: world.tally };
}

function act(role: string, actor: Actor): Promise<void> {
  if (role === "holder") return holder(actor);
  if (role === "settler") return settler(actor);
  return role === "cleaner" ? cleaner(actor) : keeper(actor);
}

function sizeOf({ random }: World, seed: number): Size {
  if (isLarge(seed))
    return { accounts: 25, holders: 200, cleaners: 4, settlers: false, faultyMs: MINUTE / 2 };
  const accounts = random.pick([1, 2, 3, 4]);
  return {
    accounts,
    settlers: accounts > 1 && random.chance(0.5),
    holders: random.pick([2, 3, 4, 6]),
    cleaners: random.pick([1, 2]),
    faultyMs: random.pick([1, 2, 3]) * MINUTE,
  };
}

function isLarge(seed: number): boolean {
  return seed % LARGE === LARGE - 1;
}

async function fill(world: World, accounts: number): Promise<void> {
  world.network.faulty = false;
  world.size = accounts;
  if (accounts > 10) {
    world.lookMs = 20_000;
    world.lineShare = 0.2;
  }
  const pool = world.pool(world.machine("founder"));
  world.machines = [];
  let filled = false;
  const adding = (async () => {
    for (let n = 1; n <= accounts; n++) await pool.add(world.account(n));
    filled = true;
  })();
  await world.loop.run({ done: () => filled, end: Number.POSITIVE_INFINITY, steps: MOST_STEPS });
  await adding;
  world.network.faulty = true;
}

/** Ends all faults; a reaper, a cleaner and a keeper put everything right, or something is lost for good. */
async function recover(world: World, running: ReadonlySet<Actor>): Promise<void> {
  const { loop, network } = world;
  world.closing = true;
  network.calmDown();
  network.throttledShare = 0;
  for (const machine of world.machines) machine.resume();
  const calmSince = loop.now;
  void upkeep(world, world.machine("upkeep"));
  const notAvailable = () =>
    world.table.items
      .filter(isAccount)
      .map(decodeAccount)
      .filter(({ state }) => state !== "available");
  const done = () => loop.now - calmSince > LATE_MS && running.size === 0 && notAvailable().length === 0;
  await loop.run({ done, end: calmSince + RECOVERY_MS, steps: MOST_STEPS });
  if (done()) return;
  for (const { id, state, reason } of notAvailable())
    world.violated(`${id} is lost to the pool: ${state}, ${reason}`);
  for (const { machine } of running) world.violated(`${machine.name} has not ended`);
  if (loop.steps >= MOST_STEPS) world.violated("it goes on without end");
}

async function upkeep(world: World, machine: Machine): Promise<void> {
  const pool = world.pool(machine);
  const why = { by: machine.name, reason: "simulated" };
  for (;;) {
    await machine.sleep(20_000);
    try {
      for (const account of await pool.list())
        if (account.state === "disabled") await pool.enable(account, why);
        else if (account.state === "quarantined") await pool.reset(account, why);
      await cleanOnce({ world, machine, pool });
    } catch (error) {
      world.accept(error);
    }
  }
}
