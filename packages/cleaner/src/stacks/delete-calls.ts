import { randomUUID } from "node:crypto";
import {
  type CloudFormationClient,
  DeleteStackCommand,
  type DeleteStackCommandInput,
  DescribeStackEventsCommand,
} from "@aws-sdk/client-cloudformation";
import type { Clock } from "@regatta/foundation";
import {
  explainFailure,
  isInProgress,
  type SharedReader,
  type StackState,
  waitBefore,
} from "@regatta/stacks";
import { judgeDelete } from "./judge-delete.ts";

/** What deleting stacks of one account needs. */
export interface DeleteCalls {
  readonly client: CloudFormationClient;
  /** Answers all who wait in the account with one look. */
  readonly stacks: Pick<SharedReader, "read">;
  readonly clock: Clock;
  /** The first wait between two looks, ms. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/** How one delete of a stack ended. */
export type DeleteEnd =
  | { kind: "deleted" }
  /** An export of it is in use: nothing of it was deleted. */
  | { kind: "refused"; reason: string }
  /** It is in DELETE_FAILED. */
  | { kind: "failed"; reason: string };

export type DeleteMode = Pick<DeleteStackCommandInput, "RetainResources" | "DeletionMode">;

/** Longer than any operation CloudFormation lets go on by itself: a custom resource that never answers takes an hour. */
const patienceMs = 3 * 60 * 60_000;

/** A delete that was accepted shows in the stack's events at once, or after so many looks never. */
const lagLooks = 10;

/**
 * Deletes a stack once and waits until that is over, well or not.
 * @param stackId an id, not a name: a repeated call can never hit a newer stack.
 * Throws the SDK's errors when the call is refused, and the signal's reason when cut off.
 */
export async function deleteOnce(
  calls: DeleteCalls,
  stackId: string,
  mode: DeleteMode = {},
): Promise<DeleteEnd> {
  const token = randomUUID();
  await calls.client.send(new DeleteStackCommand({ StackName: stackId, ClientRequestToken: token, ...mode }));
  const startedAt = calls.clock.monotonic();
  for (let look = 0; calls.clock.monotonic() - startedAt < patienceMs; look++) {
    const stack = await nextLook(calls, stackId, startedAt);
    if (!stack || stack.status === "DELETE_COMPLETE") return { kind: "deleted" };
    if (isInProgress(stack.status)) continue;
    const end = await endOf(calls, { stack, token, isLate: look >= lagLooks });
    if (end) return end;
  }
  return { kind: "failed", reason: `it was not over after ${patienceMs / 60_000} minutes` };
}

/**
 * Waits until no operation is under way on a stack.
 * @returns the stack, or undefined when there is none any more.
 */
export async function untilSettled(calls: DeleteCalls, stackId: string): Promise<StackState | undefined> {
  const startedAt = calls.clock.monotonic();
  for (;;) {
    const stack = await nextLook(calls, stackId, startedAt);
    if (!stack || stack.status === "DELETE_COMPLETE") return undefined;
    const isOver = !isInProgress(stack.status) || stack.status === "REVIEW_IN_PROGRESS";
    if (isOver || calls.clock.monotonic() - startedAt >= patienceMs) return stack;
  }
}

function nextLook({ stacks, clock, pollMs, signal }: DeleteCalls, id: string, startedAt: number) {
  const elapsedMs = clock.monotonic() - startedAt;
  return stacks.read(id, waitBefore(pollMs, { elapsedMs }), signal);
}

/** @returns undefined while the delete still may have to begin, or to end. */
async function endOf(
  calls: DeleteCalls,
  { stack, token, isLate }: { stack: StackState; token: string; isLate: boolean },
): Promise<DeleteEnd | undefined> {
  const { client, signal } = calls;
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: stack.id }));
  const progress = judgeDelete(StackEvents, token);
  if (progress.kind === "deleted" || progress.kind === "refused") return progress;
  if (progress.kind === "failed" || isLate) {
    const cause = await explainFailure({ client, signal }, stack.id, token);
    return { kind: "failed", reason: cause ?? stack.statusReason ?? `the stack stays ${stack.status}` };
  }
  return undefined;
}
