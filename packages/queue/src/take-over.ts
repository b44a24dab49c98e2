import type { Clock } from "@regatta/foundation";
import type { Container, Look } from "./look.ts";
import { containerKey, fileKey, lockKey } from "./queue-items.ts";
import { straysIn } from "./queue-rules.ts";
import type { QueueStore } from "./queue-store.ts";
import type { QueueTiming } from "./queue-timing.ts";
import { within } from "./within.ts";

export interface TakeOverContext {
  store: QueueStore;
  clock: Clock;
  timing: QueueTiming;
  look: Look;
  /** This container. */
  me: string;
  /** Whether a claim is one of this container's that it holds, or asks for. */
  ours: (claim: string) => boolean;
}

/**
 * Takes silent containers for dead, each if its heartbeat is still the one that was seen. @returns those that it was done to
 * here. Never throws: who fails now is looked at again.
 */
export async function takeOver(context: TakeOverContext, silent: readonly Container[]): Promise<Container[]> {
  const taken = await Promise.all(silent.map((container) => declareDead(context, container)));
  return silent.filter((_, i) => taken[i]);
}

async function declareDead(
  { store, clock, timing, me }: TakeOverContext,
  { id, beat }: Container,
): Promise<boolean> {
  try {
    return await within(clock, timing.attemptMs, (signal) =>
      store.write(
        {
          sk: containerKey(id),
          when: [{ equals: { beat }, lacks: ["takenOverBy", "exitCode"] }],
          change: { kind: "set", fields: { takenOverBy: me } },
        },
        signal,
      ),
    );
  } catch {
    return false;
  }
}

/**
 * Has claims that nobody will end wait again, and frees their locks afterwards: a file under a lock must not be anybody's
 * to finish any more when another takes the lock.
 * @param justDead containers that were alive when the look was taken, and are not now. Never throws.
 */
export async function freeStrays(context: TakeOverContext, justDead: ReadonlySet<string>): Promise<void> {
  const { look, me, ours } = context;
  const containers = new Map(look.containers);
  for (const id of justDead) {
    const container = containers.get(id);
    if (container) containers.set(id, { ...container, isDead: true });
  }
  const strays = straysIn({ ...look, containers }, me, ours);
  const freed = await Promise.all(
    strays.files.map(({ file, claim }) => remove(context, fileKey(file), claim)),
  );
  if (freed.every(Boolean)) {
    await Promise.all(strays.locks.map(({ name, claim }) => remove(context, lockKey(name), claim)));
  }
}

/** @returns whether the claim is not there any more, whoever saw to that. */
async function remove(
  { store, clock, timing }: TakeOverContext,
  sk: string,
  claim: string,
): Promise<boolean> {
  const when = [{ equals: { claim }, lacks: ["outcome"] }];
  try {
    await within(clock, timing.attemptMs, (signal) =>
      store.write({ sk, when, change: { kind: "delete" } }, signal),
    );
    return true;
  } catch {
    return false;
  }
}
