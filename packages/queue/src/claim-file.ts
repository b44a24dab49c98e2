import type { Clock } from "@regatta/foundation";
import type { FileStanding } from "./look.ts";
import type { MyClaim, MyClaims } from "./my-claims.ts";
import { decodeFile, fileKey, lockKey } from "./queue-items.ts";
import type { QueueStore, QueueWrite } from "./queue-store.ts";
import type { QueueTiming } from "./queue-timing.ts";
import { within } from "./within.ts";

interface Surroundings {
  store: QueueStore;
  clock: Clock;
  timing: QueueTiming;
}

export interface FileClaim extends Surroundings {
  claims: MyClaims;
  /** The container that claims. */
  by: string;
  file: string;
  locks: readonly string[];
}

export type ClaimOutcome =
  | { kind: "claimed" }
  | { kind: "locked"; lock: string }
  /** Another container has it, or is through with it. */
  | { kind: "taken"; standing: FileStanding };

/**
 * Claims a file: its locks first, by name, then the file itself. A lock that is held is not waited for, and what was got so
 * far is given back: claims that want the same locks cannot wait for each other.
 * @returns undefined when the claim was dropped meanwhile: this container may have been taken for dead.
 */
export async function claimFile(options: FileClaim): Promise<ClaimOutcome | undefined> {
  const { claims, by, file, locks } = options;
  const claim = claims.ask(by, file, locks);
  const outcome = await takeAll(options, claim);
  if (outcome?.kind === "claimed" && claims.has(claim.id)) {
    claim.state = "held";
    return outcome;
  }
  claims.drop(claim);
  await giveBack({ ...options, claim, what: outcome?.kind === "taken" ? "locks" : "all" });
  return outcome?.kind === "claimed" ? undefined : outcome;
}

async function takeAll(options: FileClaim, claim: MyClaim): Promise<ClaimOutcome | undefined> {
  const { file, store, clock, timing } = options;
  for (const lock of claim.locks) {
    const isTaken = await take(options, claim, lockKey(lock));
    if (isTaken === undefined) return undefined;
    if (!isTaken) return { kind: "locked", lock };
  }
  const isTaken = await take(options, claim, fileKey(file));
  if (isTaken === undefined) return undefined;
  if (isTaken) return { kind: "claimed" };
  const item = await within(clock, timing.attemptMs, (signal) => store.get(fileKey(file), signal)).catch(
    () => undefined,
  );
  const standing = decodeFile(item?.fields);
  // Given back since, or not to be read: whoever had it, it was not ours.
  return {
    kind: "taken",
    standing: standing.kind === "waiting" ? { kind: "claimed", claim: "", by: "" } : standing,
  };
}

/** @returns whether it is ours now; undefined when the claim was dropped before that was known. */
async function take(options: FileClaim, claim: MyClaim, sk: string): Promise<boolean | undefined> {
  const { claims, store, clock, timing } = options;
  // Sent again where its answer got lost: the id says that it was ours.
  const write: QueueWrite = {
    sk,
    when: ["absent", { equals: { claim: claim.id } }],
    change: { kind: "put", fields: { claim: claim.id } },
  };
  while (claims.has(claim.id)) {
    try {
      const isTaken = await within(clock, timing.attemptMs, (signal) => store.write(write, signal));
      return claims.has(claim.id) ? isTaken : undefined;
    } catch {
      await clock.sleep(timing.retryMs);
    }
  }
  return undefined;
}

export interface GiveBackOptions extends Surroundings {
  claim: MyClaim;
  what: "all" | "locks";
}

/**
 * Gives back what a claim holds: the file first, so that its locks are free only once nobody may run it under them. Never
 * throws: what stays behind is found by a look.
 */
export async function giveBack({ store, clock, timing, claim, what }: GiveBackOptions): Promise<void> {
  const remove = (sk: string, lacks: readonly string[] = []) =>
    within(clock, timing.attemptMs, (signal) =>
      store.write({ sk, when: [{ equals: { claim: claim.id }, lacks }], change: { kind: "delete" } }, signal),
    );
  try {
    if (what === "all") await remove(fileKey(claim.file), ["outcome"]);
    for (const lock of claim.locks) await remove(lockKey(lock));
  } catch {
    // A stray from now on.
  }
}
