import type { Lease } from "../lease/lease.ts";
import type { HandBack } from "../pool/end-lease.ts";
import type { Pool } from "../pool/pool.ts";
import type { Machine } from "./machine.ts";
import { type StayOptions, stay } from "./stay.ts";
import type { World } from "./world.ts";

export interface Actor {
  world: World;
  machine: Machine;
  pool: Pool;
}

export const DURATIONS = [8_000, 15_000, 30_000, 60_000] as const;

export type Work = Pick<StayOptions, "durationMs" | "workMs" | "enough">;

/** Works in an account and gives it back, somehow. */
export async function hold({ world, machine }: Actor, lease: Lease, work: Work): Promise<void> {
  world.tally.leases++;
  const done = await stay({ world, machine, held: lease, ...work });
  if (world.broken.withoutFencing && lease.signal.aborted) return;
  const end =
    done && (world.closing || world.random.chance(0.8))
      ? () => lease.release()
      : () => lease.markDirty("simulated");
  await handBack(world, end);
}

/** Ends a lease: tried a few times as a run does, then left to the reaper. */
export async function handBack(world: World, end: () => Promise<HandBack>): Promise<void> {
  for (let tries = world.random.pick([1, 2, 3]); tries > 0; tries--) {
    try {
      return void (await end());
    } catch (error) {
      world.accept(error);
    }
  }
}
