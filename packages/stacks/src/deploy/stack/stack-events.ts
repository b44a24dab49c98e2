import {
  DescribeStackEventsCommand,
  paginateDescribeStackEvents,
  type StackEvent,
} from "@aws-sdk/client-cloudformation";
import type { AccountCalls } from "../calls/stack-calls.ts";
import { hasBegun, type Operation, type RootCause, rootCause } from "./root-cause.ts";

/** What reading events needs. */
type EventCalls = Pick<AccountCalls, "client" | "signal">;

/** How deep nested stacks are followed. */
const maxDepth = 4;

/**
 * Why an operation on a stack failed, in words: the logical id of the resource that failed first and its message,
 * followed into nested stacks. Undefined when the events say nothing.
 */
export async function explainFailure(
  calls: EventCalls,
  stackId: string,
  token: string,
): Promise<string | undefined> {
  const events = await eventsOf(calls, stackId, { token });
  const begun = earliest(events.filter((event) => event.ClientRequestToken === token));
  let cause = rootCause(events, { token });
  if (!cause) return undefined;
  const path = [cause.logicalId];
  for (let depth = 1; cause.nestedStackId && depth < maxDepth; depth++) {
    const inner = await nestedCause(calls, cause.nestedStackId, begun);
    if (!inner) break;
    cause = inner;
    path.push(cause.logicalId);
  }
  return `${path.join("/")}: ${cause.message}`;
}

/**
 * Whether the operation with this token began: asked when starting it was refused, which may only mean that an
 * earlier call, whose answer was lost, did start it. What cannot be read has not begun: the refusal stands.
 */
export async function operationBegan(calls: AccountCalls, stackId: string, token: string): Promise<boolean> {
  const command = new DescribeStackEventsCommand({ StackName: stackId });
  try {
    const { StackEvents = [] } = await calls.client.send(command, { abortSignal: calls.signal });
    return hasBegun(StackEvents, token);
  } catch {
    calls.signal.throwIfAborted();
    return false;
  }
}

// A nested stack that cannot be read leaves the outer reason, which is still true.
async function nestedCause(calls: EventCalls, id: string, since: Date): Promise<RootCause | undefined> {
  try {
    return rootCause(await eventsOf(calls, id, { since }), { since });
  } catch {
    calls.signal.throwIfAborted();
    return undefined;
  }
}

// Newest first: as soon as a page holds what came before the operation, the rest is older still.
async function eventsOf(calls: EventCalls, stackId: string, operation: Operation): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  const { client, signal } = calls;
  const pages = paginateDescribeStackEvents({ client }, { StackName: stackId }, { abortSignal: signal });
  for await (const { StackEvents = [] } of pages) {
    events.push(...StackEvents);
    if (StackEvents.some((event) => isBefore(event, operation))) break;
  }
  return events;
}

function isBefore(event: StackEvent, operation: Operation): boolean {
  if ("token" in operation) return event.ClientRequestToken !== operation.token;
  return event.Timestamp !== undefined && event.Timestamp < operation.since;
}

function earliest(events: StackEvent[]): Date {
  const times = events.flatMap(({ Timestamp }) => Timestamp?.getTime() ?? []);
  return new Date(Math.min(...times));
}
