import type { Json } from "../json.ts";
import { restoreHosted } from "./hosted-resource.ts";
import type { Snapshot, StackResource } from "./model.ts";
import { runInOrder } from "./run-in-order.ts";
import { reasonOf, type StackRun } from "./stack-run.ts";

/**
 * Puts everything a failed update has touched back as it was. What the update made is left for the
 * cleanup.
 * @returns the logical ids that could not be put back.
 */
export async function restoreResources(run: StackRun, before: Snapshot): Promise<string[]> {
  const { operation } = run;
  const failed: string[] = [];
  // Everything at the same time: by now every physical id and attribute is known.
  const graph = new Map(operation.touched.map((id) => [id, new Set<string>()]));
  const step = async (id: string): Promise<boolean> => {
    if (operation.finished.includes(id)) return true;
    const done = await restoreOne(run, id, before.resources[id]);
    if (done) operation.finished.push(id);
    else failed.push(id);
    await run.account.save(run.stack);
    return done;
  };
  await runInOrder(graph, step, () => !run.signal.aborted);
  run.signal.throwIfAborted();
  return failed.sort();
}

async function restoreOne(run: StackRun, id: string, before: StackResource | undefined): Promise<boolean> {
  const now = run.stack.resources[id];
  if (!now) return true;
  if (!before?.exists) {
    leaveForCleanup(run, now, before);
    return true;
  }
  const old = structuredClone(before);
  if (run.operation.skip.includes(id)) {
    take(run, old);
    return true;
  }
  if (now.physicalId !== old.physicalId) return undoReplacement(run, now, old);
  try {
    run.mark(now, "UPDATE_IN_PROGRESS");
    await run.takeTime(now, run.signal);
    const told = run.failures.strikes(run, now, "rollback") ?? run.failures.strikes(run, old, "rollback");
    if (told !== undefined) throw new Error(told);
    const hosted = await restoreHosted(run, old);
    run.signal.throwIfAborted();
    take(run, { ...old, attributes: hosted.attributes as Record<string, Json> });
    return true;
  } catch (error) {
    run.signal.throwIfAborted();
    run.mark(now, "UPDATE_FAILED", reasonOf(error));
    return false;
  }
}

function leaveForCleanup(run: StackRun, now: StackResource, before: StackResource | undefined): void {
  run.operation.garbage.push({ resource: now, cause: "creation-rolled-back" });
  if (before) run.stack.resources[now.logicalId] = structuredClone(before);
  else delete run.stack.resources[now.logicalId];
}

/** The old one is still there, waiting for the cleanup that now takes the new one instead. */
function undoReplacement(run: StackRun, now: StackResource, old: StackResource): boolean {
  const { operation } = run;
  operation.garbage = operation.garbage.filter(({ resource }) => resource.physicalId !== old.physicalId);
  operation.garbage.push({ resource: now, cause: "creation-rolled-back" });
  take(run, old);
  return true;
}

function take(run: StackRun, resource: StackResource): void {
  run.stack.resources[resource.logicalId] = resource;
  run.mark(resource, "UPDATE_COMPLETE");
}
