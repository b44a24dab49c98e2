import { randomUUID } from "node:crypto";
import type { Stack, StackResource } from "./model.ts";

/** Kept per stack; older ones are dropped, so that a state file does not grow for ever. */
const maxEvents = 2_000;

/** Changes the stack's own status and notes it as an event. */
export function recordStackStatus(
  stack: Stack,
  change: { status: string; reason?: string | undefined; at: number },
): void {
  stack.status = change.status;
  if (change.reason === undefined) delete stack.reason;
  else stack.reason = change.reason;
  push(stack, {
    id: randomUUID(),
    at: change.at,
    logicalId: stack.name,
    physicalId: stack.id,
    type: "AWS::CloudFormation::Stack",
    status: change.status,
    ...(change.reason === undefined ? {} : { reason: change.reason }),
  });
}

/** Changes a resource's status and notes it as an event of its stack. */
export function recordResourceStatus(
  stack: Stack,
  resource: StackResource,
  change: { status: string; reason?: string | undefined; at: number },
): void {
  resource.status = change.status;
  resource.updatedAt = change.at;
  if (change.reason === undefined) delete resource.reason;
  else resource.reason = change.reason;
  push(stack, {
    id: `${resource.logicalId}-${change.status}-${randomUUID()}`,
    at: change.at,
    logicalId: resource.logicalId,
    physicalId: resource.physicalId,
    type: resource.type,
    status: change.status,
    ...(change.reason === undefined ? {} : { reason: change.reason }),
    properties: resource.properties,
  });
}

function push(stack: Stack, event: Omit<Stack["events"][number], "sequence" | "token">): void {
  const sequence = (stack.events.at(-1)?.sequence ?? 0) + 1;
  const token = stack.operation?.token;
  stack.events.push({ sequence, ...event, ...(token === undefined ? {} : { token }) });
  if (stack.events.length > maxEvents) stack.events.splice(0, stack.events.length - maxEvents);
}
