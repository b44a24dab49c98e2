import type { Clock } from "@regatta/foundation";
import { isInProgress, type StackState } from "../../stack/stack-state.ts";
import type { SharedReader } from "./shared-reader.ts";
import { waitBefore } from "./wait-before.ts";

/** What a wait needs of its surroundings. */
export interface Waiting {
  stacks: Pick<SharedReader, "read">;
  clock: Clock;
  /** The first wait between two looks, ms. */
  pollMs: number;
  /** How long it is expected to take, ms, where that is known: it is looked at most often when its end is near. */
  expectedMs?: number | undefined;
  signal: AbortSignal;
}

/** Answers may lag behind an operation that has just been accepted: so many looks are not believed to be its end. */
const lagLooks = 5;

/**
 * Waits until no operation is under way on the stack.
 * @param before the stack as it was when the operation waited for was started; what still looks the same is at
 *   first taken for an answer from before. Not given: an operation seen under way.
 * @returns the stack, or undefined when there is none (any more).
 */
export async function waitUntilSettled(
  id: string,
  { stacks, clock, pollMs, expectedMs, signal }: Waiting,
  before?: StackState,
): Promise<StackState | undefined> {
  const startedAt = clock.monotonic();
  for (let look = 0; ; look++) {
    const elapsedMs = clock.monotonic() - startedAt;
    const stack = await stacks.read(id, waitBefore(pollMs, { elapsedMs, expectedMs }), signal);
    signal.throwIfAborted();
    if (!stack) return undefined;
    const mayLag = before !== undefined && look < lagLooks && isSameMoment(before, stack);
    if (!isInProgress(stack.status) && !mayLag) return stack;
  }
}

function isSameMoment(a: StackState, b: StackState): boolean {
  const moment = ({ status, lastUpdated, tags }: StackState) =>
    JSON.stringify([status, lastUpdated, Object.entries(tags).sort()]);
  return moment(a) === moment(b);
}
