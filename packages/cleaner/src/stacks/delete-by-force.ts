import type { AccountStack } from "./account-stack.ts";
import { type DeleteCalls, type DeleteEnd, deleteOnce } from "./delete-calls.ts";
import { isNestedStack, type StackContent, stackContents } from "./stack-contents.ts";
import type { LeftResource, StackOutcome } from "./stack-outcome.ts";

/**
 * Deletes a stack in DELETE_FAILED, leaving behind what resists: first by retaining exactly that, then by force.
 * Both are taken from DELETE_FAILED only (API_DeleteStack). Throws the SDK's errors.
 */
export async function deleteByForce(calls: DeleteCalls, stack: AccountStack): Promise<StackOutcome> {
  // What was retained once is no longer told as resisting, also when the delete failed all the same.
  const left = new Map<string, StackContent>();
  let end = await deleteRetaining(calls, stack.id, left);
  if (end.kind === "failed") {
    for (const resource of await resistingIn(calls, stack.id)) note(left, resource);
    end = await deleteOnce(calls, stack.id, { DeletionMode: "FORCE_DELETE_STACK" });
  }
  if (end.kind === "deleted")
    return { kind: "deleted", left: [...left.values()].map((one) => leftResource(stack, one)), held: [] };
  if (end.kind === "refused") return { kind: "blocked", reason: end.reason };
  return { kind: "failed", reason: end.reason };
}

/**
 * Deletes a stack without what would not go. A nested stack that would not go is deleted by itself first, in the same
 * way: retaining it whole would leave all of it behind.
 * @param left what was retained is added to it.
 */
async function deleteRetaining(
  calls: DeleteCalls,
  id: string,
  left: Map<string, StackContent>,
): Promise<DeleteEnd> {
  const resisting = (await resistingIn(calls, id)).filter(({ stackId }) => stackId === id);
  const retained: StackContent[] = [];
  for (const resource of resisting) {
    const nested = isNestedStack(resource) ? resource.PhysicalResourceId : undefined;
    const isGone = nested !== undefined && (await deleteRetaining(calls, nested, left)).kind === "deleted";
    if (!isGone) retained.push(resource);
  }
  const ids = retained.map(({ LogicalResourceId = "" }) => LogicalResourceId);
  for (const resource of retained) note(left, resource);
  return deleteOnce(calls, id, ids.length > 0 ? { RetainResources: ids } : {});
}

function note(left: Map<string, StackContent>, resource: StackContent): void {
  left.set(`${resource.stackId} ${resource.LogicalResourceId}`, resource);
}

async function resistingIn({ client }: DeleteCalls, id: string): Promise<StackContent[]> {
  const contents = await stackContents(client, id);
  return contents.filter(({ ResourceStatus }) => ResourceStatus === "DELETE_FAILED");
}

function leftResource({ name: stackName }: AccountStack, resource: StackContent): LeftResource {
  const { ResourceType: type = "", PhysicalResourceId, LogicalResourceId = "" } = resource;
  return { stackName, type, name: PhysicalResourceId || LogicalResourceId };
}
