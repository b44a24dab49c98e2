import { inDependencyOrder, reversed } from "../template/dependency-order.ts";
import { deleteHosted } from "./hosted-resource.ts";
import type { DeleteCause, Doomed, StackResource } from "./model.ts";
import { runInOrder } from "./run-in-order.ts";
import { reasonOf, type StackRun } from "./stack-run.ts";

/**
 * Deletes resources, each after those that depend on it. A failure stops only what waits for it.
 * @returns the logical ids that could not be deleted.
 */
export async function deleteResources(run: StackRun, doomed: Doomed[]): Promise<string[]> {
  const failed: string[] = [];
  const step = async (index: string): Promise<boolean> => {
    const one = doomed[Number(index)];
    if (!one) return true;
    const done = await deleteOne(run, one.resource, one.cause);
    if (!done) failed.push(one.resource.logicalId);
    await run.account.save(run.stack);
    return done;
  };
  await runInOrder(deletionGraph(doomed.map((one) => one.resource)), step, () => !run.signal.aborted);
  run.signal.throwIfAborted();
  return failed.sort();
}

/** By position, since a replaced resource and its successor share a logical id. */
function deletionGraph(resources: StackResource[]): Map<string, Set<string>> {
  const waitsFor = resources.map((resource) => {
    const positions = resources.flatMap((other, at) =>
      other !== resource && resource.dependsOn.includes(other.logicalId) ? [String(at)] : [],
    );
    return new Set(positions);
  });
  const graph = reversed(new Map(waitsFor.map((on, at) => [String(at), on])));
  // Left-overs of two templates may wait for each other: then there is no order to keep.
  const isOrdered = inDependencyOrder(graph).length === graph.size;
  return isOrdered ? graph : new Map([...graph.keys()].map((at) => [at, new Set<string>()]));
}

async function deleteOne(run: StackRun, resource: StackResource, cause: DeleteCause): Promise<boolean> {
  if (resource.status === "DELETE_COMPLETE" || resource.status === "DELETE_SKIPPED") return true;
  if (!resource.exists) {
    run.mark(resource, "DELETE_COMPLETE");
    return true;
  }
  if (isKept(run, resource, cause)) {
    run.mark(resource, "DELETE_SKIPPED");
    return true;
  }
  try {
    run.mark(resource, "DELETE_IN_PROGRESS");
    await run.takeTime(resource, run.signal);
    const told = toldToFail(run, resource, cause);
    if (told !== undefined) throw new Error(told);
    await deleteHosted(run, resource);
    resource.exists = false;
    run.signal.throwIfAborted();
    run.mark(resource, "DELETE_COMPLETE");
    return true;
  } catch (error) {
    run.signal.throwIfAborted();
    const isLeft = run.operation.isForced === true;
    run.mark(resource, isLeft ? "DELETE_SKIPPED" : "DELETE_FAILED", reasonOf(error));
    return isLeft;
  }
}

function toldToFail(run: StackRun, resource: StackResource, cause: DeleteCause): string | undefined {
  const inRollback = cause === "creation-rolled-back";
  return (
    (inRollback ? run.failures.strikes(run, resource, "rollback") : undefined) ??
    run.failures.strikes(run, resource, "delete")
  );
}

function isKept(run: StackRun, resource: StackResource, cause: DeleteCause): boolean {
  const retained = cause === "stack-deleted" && run.operation.skip.includes(resource.logicalId);
  const policy = cause === "replaced" ? resource.updateReplacePolicy : resource.deletionPolicy;
  if (cause === "creation-rolled-back") return policy === "Retain";
  return retained || policy === "Retain" || policy === "RetainExceptOnCreate";
}
