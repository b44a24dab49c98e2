import type { Clock } from "./clock.ts";

/** How often an ending group is looked at, ms. */
const lookEveryMs = 25;

/** Ends a process group at once. Does nothing when it is gone. */
export function killGroup(leader: number): void {
  signalGroup(leader, "SIGKILL");
}

/**
 * Asks a process group to end, and ends it when it did not in time; resolves when it is gone.
 * @param leader the id of the process that leads it.
 * @param graceMs what it has for ending by itself, ms.
 */
export async function endGroup(leader: number, graceMs: number, clock: Clock): Promise<void> {
  const until = clock.monotonic() + graceMs;
  let alive = signalGroup(leader, "SIGTERM");
  while (alive && clock.monotonic() < until) {
    await clock.sleep(lookEveryMs);
    alive = signalGroup(leader, 0);
  }
  killGroup(leader);
}

/** @returns whether there was a process to take it. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    // EPERM: only zombies of the group are left (macOS).
    if (["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
