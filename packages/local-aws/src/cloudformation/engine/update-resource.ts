import { evaluateObject } from "../intrinsics/evaluate.ts";
import type { JsonObject } from "../json.ts";
import { sameTags } from "./definition.ts";
import type { DeployStep } from "./deploy-step.ts";
import { updateHosted } from "./hosted-resource.ts";
import type { StackResource } from "./model.ts";
import { planChange } from "./plan-change.ts";
import type { StackRun } from "./stack-run.ts";

/**
 * Makes one existing resource be as the definition says; one that is so already is not touched. The
 * service that owns it may answer with another physical id: then it was replaced, and the old one is left
 * for the cleanup.
 * @throws what stood in the way; the caller makes an event of it.
 */
export async function updateResource({ run, logicalId, dependsOn, signal }: DeployStep): Promise<void> {
  const definition = run.template.resources[logicalId];
  const resource = run.stack.resources[logicalId];
  if (!definition || !resource) throw new Error(`no resource ${logicalId} to update`);
  const properties = evaluateObject(definition.properties, run.scope());
  const metadata = evaluateObject(definition.metadata, run.scope());
  const plan = planChange(resource, { properties, metadata }, tagsChanged(run));
  resource.dependsOn = dependsOn;
  resource.deletionPolicy = definition.deletionPolicy;
  resource.updateReplacePolicy = definition.updateReplacePolicy;
  if (!plan) {
    // Cut off when it was all but over.
    if (resource.status === "UPDATE_IN_PROGRESS") run.mark(resource, "UPDATE_COMPLETE");
    return;
  }
  if (!run.operation.touched.includes(logicalId)) run.operation.touched.push(logicalId);
  resource.metadata = metadata;
  run.mark(resource, "UPDATE_IN_PROGRESS", plan.replacement ? replacementReason : undefined);
  await run.account.save(run.stack);
  await run.takeTime(resource, signal);
  const told = run.failures.strikes(run, resource, "update");
  if (told !== undefined) throw new Error(told);
  if (plan.replacement && run.stack.disableRollback) throw new Error(noReplacement);
  const { physicalId } = resource;
  const isForService = plan.properties.length > 0 || plan.scope.includes("Tags");
  if (isForService) await changeHosted(run, resource, properties, signal);
  run.signal.throwIfAborted();
  run.complete(resource, "update", resource.physicalId !== physicalId);
}

const noReplacement = "Replacement type updates not supported on stack with disable-rollback.";

const replacementReason =
  "Requested update requires the creation of a new physical resource; hence creating one.";

async function changeHosted(
  run: StackRun,
  resource: StackResource,
  properties: JsonObject,
  signal: AbortSignal,
): Promise<void> {
  const { physicalId } = resource;
  const old = structuredClone(resource);
  const hosted = await updateHosted(run, resource, properties, signal);
  if (hosted.physicalId !== physicalId) run.operation.garbage.push({ resource: old, cause: "replaced" });
  resource.physicalId = hosted.physicalId;
  resource.attributes = hosted.attributes;
  resource.properties = properties;
}

function tagsChanged(run: StackRun): boolean {
  const before = run.operation.before?.definition.tags;
  return before !== undefined && !sameTags(before, run.stack.definition.tags);
}
