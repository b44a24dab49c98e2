import type { StackEvent } from "@aws-sdk/client-cloudformation";

/** What made an operation on a stack fail. */
export interface RootCause {
  logicalId: string;
  message: string;
  /** The nested stack that failed, whose own events say more. */
  nestedStackId?: string;
}

/** The operation whose failure is to be explained: by our token, or (nested stacks have none) by its start. */
export type Operation = { token: string } | { since: Date };

/** Resources that were stopped because another failed; worded like this since CloudFormation exists. */
const follower = /^Resource (creation|update|deletion|import) cancell?ed/i;

/** An export in use blocks an update or delete without any event of a `_FAILED` status (AWS-FACTS). */
const refusal = /^(Delete|Update) cancell?ed\b|^(Delete|Update) cancell?ation/i;

/**
 * The first real failure of an operation, among the events of its stack in any order; undefined when none says
 * why. Events of earlier operations are left out, and so are resources that were merely cancelled.
 */
export function rootCause(events: StackEvent[], operation: Operation): RootCause | undefined {
  // Newest first is how AWS lists them; a stable sort of the reverse keeps the order of equal timestamps.
  const own = events
    .filter((event) => belongs(event, operation))
    .reverse()
    .sort((a, b) => timeOf(a) - timeOf(b));
  const failed = own.filter(isFailure);
  const first =
    failed.find((event) => !isStackItself(event)) ??
    own.find(({ ResourceStatusReason: reason = "" }) => refusal.test(reason)) ??
    failed[0];
  return first && toCause(first);
}

/** Whether any event says that the operation with this token has begun. */
export function hasBegun(events: StackEvent[], token: string): boolean {
  return events.some((event) => event.ClientRequestToken === token);
}

function belongs(event: StackEvent, operation: Operation): boolean {
  if ("token" in operation) return event.ClientRequestToken === operation.token;
  return timeOf(event) >= operation.since.getTime();
}

function isFailure(event: StackEvent): boolean {
  const reason = event.ResourceStatusReason ?? "";
  return event.ResourceStatus?.endsWith("_FAILED") === true && reason !== "" && !follower.test(reason);
}

function isStackItself({ PhysicalResourceId, StackId }: StackEvent): boolean {
  return PhysicalResourceId === StackId;
}

function toCause(event: StackEvent): RootCause {
  const { LogicalResourceId, PhysicalResourceId, ResourceType, ResourceStatusReason } = event;
  const nested =
    ResourceType === "AWS::CloudFormation::Stack" && !isStackItself(event) ? PhysicalResourceId : undefined;
  return {
    logicalId: LogicalResourceId ?? "",
    message: ResourceStatusReason ?? "",
    ...(nested ? { nestedStackId: nested } : {}),
  };
}

function timeOf({ Timestamp }: StackEvent): number {
  return Timestamp?.getTime() ?? 0;
}
