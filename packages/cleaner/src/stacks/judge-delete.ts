import type { StackEvent } from "@aws-sdk/client-cloudformation";

/** What a stack's events say of one delete of it. */
export type DeleteProgress =
  | { kind: "not-begun" }
  | { kind: "under-way" }
  | { kind: "deleted" }
  /** The stack is back where it was: an export of it is in use. */
  | { kind: "refused"; reason: string }
  | { kind: "failed" };

/**
 * Judges a delete by the stack's events that carry its token, in any order. The stack's status alone cannot tell: a
 * delete that is refused for an export in use puts it back to the COMPLETE status it had, as if none had been. Pure.
 */
export function judgeDelete(events: readonly StackEvent[], token: string): DeleteProgress {
  const own = events.filter((event) => event.ClientRequestToken === token && isOfStackItself(event));
  const last = own.reduce<StackEvent | undefined>(laterOf, undefined);
  if (!last) return { kind: "not-begun" };
  const { ResourceStatus: status = "", ResourceStatusReason: reason = "" } = last;
  if (status === "DELETE_COMPLETE") return { kind: "deleted" };
  if (status === "DELETE_FAILED") return { kind: "failed" };
  if (status.endsWith("_IN_PROGRESS")) return { kind: "under-way" };
  return { kind: "refused", reason: reason || `the stack is ${status} again` };
}

function isOfStackItself({ PhysicalResourceId, StackId }: StackEvent): boolean {
  return PhysicalResourceId === StackId;
}

// Of equal times the one listed first: AWS lists the newest first.
function laterOf(found: StackEvent | undefined, event: StackEvent): StackEvent {
  if (!found) return event;
  return (event.Timestamp?.getTime() ?? 0) > (found.Timestamp?.getTime() ?? 0) ? event : found;
}
