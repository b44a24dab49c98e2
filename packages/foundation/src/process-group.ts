import { readdir, readFile } from "node:fs/promises";
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
    alive = signalGroup(leader, 0) && (await hasLiving(leader));
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

/**
 * Whether a group has more in it than processes that have ended and wait to be reaped: in many containers nobody reaps
 * them. Where that cannot be seen (no /proc), whoever takes a signal counts.
 */
async function hasLiving(leader: number): Promise<boolean> {
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return true;
  const states = await Promise.all(pids.map((pid) => stateInGroup(pid, leader)));
  return states.some((state) => state !== undefined && !"ZX".includes(state));
}

/** @returns the state of a process of this group; undefined for one of another. */
async function stateInGroup(pid: string, leader: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // proc(5): pid (name) state parent group …; the name may hold anything, brackets too.
  const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(group) === leader ? state : undefined;
}
