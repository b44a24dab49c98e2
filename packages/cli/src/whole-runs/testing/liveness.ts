import { readFileSync } from "node:fs";
import type { RunEvent } from "@regatta/run-log";

/** The pids of Jest and every worker a run started. */
export function pidsOf(run: { events(): RunEvent[] }): number[] {
  return run
    .events()
    .flatMap((event) =>
      event.kind === "worker-started" || event.kind === "jest-started" ? [event.pid] : [],
    );
}

/** Whether a process exists and is not just waiting to be reaped by its parent. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Without /proc the signal alone has to tell.
    return code !== "ESRCH" && code !== "ENOENT" ? true : code === "ENOENT" && process.platform !== "linux";
  }
}

/** Polls until none of the processes is alive; returns those still alive after `limitMs`. */
export async function aliveAfter(pids: number[], limitMs: number): Promise<number[]> {
  const end = performance.now() + limitMs;
  let alive = pids.filter(isAlive);
  while (alive.length > 0 && performance.now() < end) {
    await new Promise((resolve) => setImmediate(resolve));
    alive = alive.filter(isAlive);
  }
  return alive;
}
