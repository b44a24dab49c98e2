import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lock } from "proper-lockfile";

/** A holder that did not touch its lock for so long is dead, ms. */
const staleMs = 20_000;
const lookEveryMs = 200;

/**
 * Does `work` while nobody else does his in the same folder, in this process or another one of this machine.
 * @param folder absolute; nothing is written there.
 * @throws the signal's reason when it aborts before the folder is free.
 */
export async function inFolder<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const name = `regatta-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}.lock`;
  const release = await acquire(join(tmpdir(), name), folder, signal);
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}

async function acquire(
  lockfilePath: string,
  folder: string,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  for (;;) {
    signal.throwIfAborted();
    try {
      // A machine asleep for longer than that loses the lock; the deploy itself goes on.
      return await lock(folder, { lockfilePath, stale: staleMs, onCompromised: () => undefined });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
      await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
