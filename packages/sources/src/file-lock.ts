import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { systemClock } from "@regatta/foundation";
import { lock } from "proper-lockfile";

/** Gives a lock back; a second time is harmless. */
export type Release = () => Promise<void>;

/** A holder says that it lives this often; one that was silent for three times as long is taken for dead. ms. */
const HEARTBEAT = 5_000;
/** How often a lock that another holds is tried again. ms. */
const AGAIN = 200;

const settings = {
  realpath: false,
  stale: 3 * HEARTBEAT,
  update: HEARTBEAT,
  // A holder that was asleep finds its lock taken over: what it protects is repaired at its next use, never trusted.
  onCompromised: () => undefined,
};

/**
 * Takes a lock against other processes, and other tasks of this one, if it is free.
 * @param path the lock's own path; its folder is made.
 * @returns undefined when somebody else holds it.
 */
export async function tryLock(path: string): Promise<Release | undefined> {
  await mkdir(dirname(path), { recursive: true });
  try {
    return once(await lock(path, { ...settings, lockfilePath: path }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") return undefined;
    throw error;
  }
}

/** Runs work while holding a lock; waits for it as long as another living holder has it, or until the signal. */
export async function withLock<T>(path: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  let release = await tryLock(path);
  while (release === undefined) {
    await systemClock.sleep(AGAIN, signal);
    release = await tryLock(path);
  }
  try {
    return await work();
  } finally {
    await release();
  }
}

function once(release: () => Promise<void>): Release {
  let released: Promise<void> | undefined;
  return () => {
    // One that was taken over is no longer ours to give back.
    released ??= release().catch(() => undefined);
    return released;
  };
}
