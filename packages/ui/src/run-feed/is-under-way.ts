/** A run that says nothing for longer is at most believed to be there if its process is, ms. */
const FRESH = 60_000;
/** Process ids are used again: after so long nothing is believed of one, ms. */
const BELIEVED = 3_600_000;

/**
 * Whether a run without an end is still under way. Its process may be on another machine or in a container of its own, so that
 * it is not seen; and another one may have its number by now. Pure.
 */
export function isUnderWay(run: { lastAt: number; isAlive: boolean }, now: number): boolean {
  const silence = now - run.lastAt;
  return silence < FRESH || (run.isAlive && silence < BELIEVED);
}

/** Whether there is a process with this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
