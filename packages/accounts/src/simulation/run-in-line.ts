import type { HeldAccount } from "../lease/held-account.ts";
import type { Lease } from "../lease/lease.ts";
import type { LineOptions, Look, PlaceInLine } from "../line/place-in-line.ts";
import { type Actor, DURATIONS, hold } from "./hold.ts";

interface Terms extends Pick<LineOptions, "minimum" | "maximum" | "priority" | "only"> {
  durationMs: number;
  /** How long it waits for its minimum before it gives up, ms. */
  patienceMs: number;
  /** Whether it goes on for as long as there is anybody else, and gives accounts back only when asked to. */
  settled: boolean;
}

const MINUTE = 60_000;

/** A run that waits in line for its accounts, works in them, and gives back what others need: once. */
export async function runInLine(actor: Actor, name: string): Promise<void> {
  await new RunInLine(actor, name, usual(actor)).live();
}

/** A run that takes all accounts there are and keeps them, down to one, until nobody else is there. */
export async function settler(actor: Actor): Promise<void> {
  const { world, machine } = actor;
  for (let n = 1; !world.closing; n++) {
    await machine.sleep(world.random.between(0, 10_000));
    const terms = { minimum: 1, maximum: 99, priority: 0, durationMs: 30_000, patienceMs: MINUTE };
    await new RunInLine(actor, `${machine.name}/${n}`, { ...terms, settled: true }).live();
  }
}

function usual({ world }: Actor): Terms {
  const { random } = world;
  // One is left to who settles: whoever wanted all, or that very one, would wait until that one ends.
  const most = Math.max(1, Math.min(4, world.size - 1));
  const minimum = Math.ceil(random.between(0, most));
  const one = world.account(Math.ceil(random.between(0, world.size))).id;
  return {
    minimum,
    maximum: minimum + random.pick([0, 0, 1, 2]),
    priority: random.pick([0, 0, 0, 1]),
    ...(minimum === 1 && !world.hasSettler && random.chance(0.2) ? { only: [one] } : {}),
    durationMs: random.pick(DURATIONS),
    patienceMs: random.spread(MINUTE / 2, 20 * MINUTE),
    settled: false,
  };
}

class RunInLine {
  readonly #actor: Actor;
  readonly #name: string;
  readonly #terms: Terms;
  readonly #place: PlaceInLine;
  /** The leases it works under, and whether it was told to give them back. */
  readonly #held = new Map<HeldAccount, { told: boolean }>();
  /** Of a run that gathers accounts one by one, as it must not. */
  #gathered: Lease[] = [];
  #begun = false;
  /** An account of it is done with its work: no more are wanted. */
  #ending = false;

  constructor(actor: Actor, name: string, terms: Terms) {
    this.#actor = actor;
    this.#name = name;
    this.#terms = terms;
    const { minimum, maximum, priority, durationMs, only } = terms;
    const least = actor.world.broken.accumulates ? 1 : minimum;
    this.#place = actor.pool.line({
      runId: name,
      holder: name,
      durationMs,
      minimum: least,
      maximum,
      priority,
      only,
    });
  }

  async live(): Promise<void> {
    const { world, machine } = this.#actor;
    const giveUpAt = machine.monotonic() + this.#terms.patienceMs;
    while (!this.#isOver) {
      // Whoever is there when nothing goes wrong any more waits until it is served.
      if (!this.#begun && !world.closing && machine.monotonic() > giveUpAt) break;
      await this.#look().catch((error) => world.accept(error));
      await machine.sleep(world.random.between(1_000, world.lookMs));
    }
    for (const lease of this.#gathered) lease.abandon();
    await this.#place.leave();
  }

  get #isOver(): boolean {
    return this.#begun && this.#held.size === 0;
  }

  async #look(): Promise<void> {
    const { world } = this.#actor;
    const held = [...this.#held.values()].filter(({ told }) => !told).length + this.#gathered.length;
    const done = this.#begun && (this.#ending || world.closing);
    const want = done ? 0 : Math.max(0, this.#terms.maximum - held);
    const look = await this.#place.look({ held, want });
    if (look.waiting) world.tally.waits++;
    if (world.broken.accumulates) this.#gather(look.leases);
    else this.#begin(look.leases);
    this.#giveBack(look);
  }

  #begin(leases: readonly Lease[]): void {
    for (const lease of leases) void this.#work(lease);
    if (leases.length > 0) this.#begun = true;
  }

  #gather(leases: readonly Lease[]): void {
    for (const lease of leases) lease.startHeartbeat();
    this.#gathered = [...this.#gathered, ...leases].filter(({ signal }) => !signal.aborted);
    if (!this.#begun && this.#gathered.length < this.#terms.minimum) return;
    this.#begin(this.#gathered);
    this.#gathered = [];
  }

  async #work(lease: Lease): Promise<void> {
    const { world } = this.#actor;
    const state = { told: false };
    this.#held.set(lease, state);
    const { durationMs, settled } = this.#terms;
    const enough = settled ? () => state.told || world.othersAreDone() : () => state.told || world.closing;
    const workMs = settled ? Number.POSITIVE_INFINITY : world.random.spread(1_000, 90_000);
    await hold(this.#actor, lease, { durationMs, workMs, enough });
    this.#held.delete(lease);
    if (!state.told) this.#ending = true;
  }

  #giveBack({ surplus }: Look): void {
    const { world } = this.#actor;
    const states = [...this.#held.values()];
    const more = surplus - states.filter(({ told }) => told).length;
    for (const state of states.filter(({ told }) => !told).slice(0, Math.max(0, more))) {
      world.note(() => `${this.#name} is asked to give an account back`);
      world.tally.surplus++;
      state.told = true;
    }
  }
}
