import { DescribeStacksCommand, UpdateTerminationProtectionCommand } from "@aws-sdk/client-cloudformation";
import type { CleaningEvent } from "../account/cleaning-event.ts";
import type { AccountStack } from "./account-stack.ts";
import { deleteByForce } from "./delete-by-force.ts";
import { type DeleteCalls, type DeleteEnd, deleteOnce, untilSettled } from "./delete-calls.ts";
import { failureKind } from "./failure-kind.ts";
import { type StackContent, stackContents } from "./stack-contents.ts";
import type { StackOutcome } from "./stack-outcome.ts";

/** Gets out of the way what keeps resources of a stack from being deleted: fills of buckets, images, interfaces. */
export type ClearObstacles = (
  contents: readonly StackContent[],
  /** `attempt`: which delete follows, from 1; `reason`: why the one before failed. */
  about: { attempt: number; reason?: string },
) => Promise<void>;

export interface DeleteStackOptions {
  calls: DeleteCalls;
  clearObstacles: ClearObstacles;
  /** Names of the roles the cleaner lives by: the stack that holds one is never deleted. */
  ownRoles: readonly string[];
  /** CloudFormation was asked for more at once than the account takes. */
  onThrottled(): void;
  onEvent(event: CleaningEvent): void;
}

/** So often is a plain delete tried, obstacles cleared before each, until what resists is retained. */
const plainAttempts = 2;
/** So often may an attempt fail for the number of calls without counting. */
const throttledAttempts = 8;

/**
 * Deletes one root stack by all means there are, in this order: wait for what is under way, switch termination
 * protection off, clear obstacles, delete, again, retain what resists, force.
 * Throws the SDK's errors, and the signal's reason when cut off.
 */
export async function deleteStack(options: DeleteStackOptions, stack: AccountStack): Promise<StackOutcome> {
  const { calls, ownRoles } = options;
  if (!(await untilSettled(calls, stack.id))) return { kind: "deleted", left: [], held: [] };
  const contents = await stackContents(calls.client, stack.id);
  const own = contents.find((resource) => isRoleOf(resource, ownRoles));
  if (own)
    return { kind: "kept", reason: `it holds the role ${own.PhysicalResourceId}, by which it is cleaned` };
  await switchProtectionOff(calls, stack.id);
  const end = await deletePlainly(options, stack, contents);
  const held = contents.flatMap(({ PhysicalResourceId: id }) => id || []);
  if (end.kind === "deleted") return { kind: "deleted", left: [], held };
  if (end.kind === "refused") return { kind: "blocked", reason: end.reason };
  const why = failureKind(end.reason);
  // Retaining it would leave more behind than waiting does.
  if (why.kind === "takes-time") return { kind: "failed", reason: end.reason, retryMs: why.retryMs };
  if (why.kind === "throttled") return { kind: "failed", reason: end.reason };
  options.onEvent({ kind: "stack-resisted", stackName: stack.name, reason: end.reason });
  const forced = await deleteByForce(calls, stack);
  return forced.kind === "deleted" ? { ...forced, held } : forced;
}

function isRoleOf(
  { ResourceType, PhysicalResourceId = "" }: StackContent,
  roles: readonly string[],
): boolean {
  return ResourceType === "AWS::IAM::Role" && roles.includes(PhysicalResourceId);
}

// Only told when asked for by name (API_DescribeStacks, EnableTerminationProtection); an id does as well.
async function switchProtectionOff({ client }: DeleteCalls, id: string): Promise<void> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: id }));
  if (!Stacks?.[0]?.EnableTerminationProtection) return;
  const input = { StackName: id, EnableTerminationProtection: false };
  await client.send(new UpdateTerminationProtectionCommand(input));
}

async function deletePlainly(
  { calls, clearObstacles, onThrottled, onEvent }: DeleteStackOptions,
  { id, name: stackName }: AccountStack,
  before: readonly StackContent[],
): Promise<DeleteEnd> {
  let contents = before;
  let reason: string | undefined;
  let throttled = 0;
  for (let attempt = 1; ; attempt++) {
    await clearObstacles(contents, { attempt, ...(reason === undefined ? {} : { reason }) });
    onEvent({ kind: "stack-deleting", stackName, attempt });
    const end = await deleteOnce(calls, id);
    if (end.kind !== "failed") return end;
    reason = end.reason;
    if (failureKind(reason).kind === "throttled" && throttled < throttledAttempts) {
      onThrottled();
      await calls.clock.sleep(calls.pollMs * 2 ** throttled++, calls.signal);
    } else if (attempt - throttled >= plainAttempts) return end;
    onEvent({ kind: "stack-resisted", stackName, reason });
    contents = await stackContents(calls.client, id);
  }
}
