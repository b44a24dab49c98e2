import { AwsError } from "../../gateway/service.ts";
import type { HostedResource } from "../../resources/resource-host.ts";
import { evaluateObject } from "../intrinsics/evaluate.ts";
import type { DeployStep } from "./deploy-step.ts";
import { createHosted, updateHosted } from "./hosted-resource.ts";
import type { StackResource } from "./model.ts";
import { physicalName } from "./physical-name.ts";
import { givenName } from "./plan-change.ts";
import type { StackRun } from "./stack-run.ts";

/**
 * Creates one resource of the definition.
 * @throws what stood in the way; the caller makes an event of it.
 */
export async function createResource({ run, logicalId, dependsOn, signal }: DeployStep): Promise<void> {
  const definition = run.template.resources[logicalId];
  if (!definition) throw new Error(`no resource ${logicalId} in the template`);
  const { stack, operation } = run;
  const wasInterrupted = stack.resources[logicalId]?.status === "CREATE_IN_PROGRESS";
  const resource: StackResource = {
    logicalId,
    type: definition.type,
    physicalId: stack.resources[logicalId]?.physicalId ?? "",
    status: "CREATE_IN_PROGRESS",
    updatedAt: run.now,
    properties: {},
    metadata: {},
    attributes: {},
    dependsOn,
    deletionPolicy: definition.deletionPolicy,
    updateReplacePolicy: definition.updateReplacePolicy,
    exists: false,
  };
  stack.resources[logicalId] = resource;
  if (!operation.touched.includes(logicalId)) operation.touched.push(logicalId);
  run.mark(resource, "CREATE_IN_PROGRESS");
  resource.metadata = evaluateObject(definition.metadata, run.scope());
  resource.properties = evaluateObject(definition.properties, run.scope());
  resource.physicalId ||= physicalName(resource.type, stack.name, logicalId);
  run.mark(resource, "CREATE_IN_PROGRESS", "Resource creation Initiated");
  await run.account.save(run.stack);
  await run.takeTime(resource, signal);
  const told = run.failures.strikes(run, resource, "create");
  if (told !== undefined) throw new Error(told);
  const hosted = await make(run, resource, { wasInterrupted, signal });
  resource.exists = true;
  resource.physicalId = hosted.physicalId;
  resource.attributes = hosted.attributes;
  run.signal.throwIfAborted();
  run.complete(resource, "create");
}

/** A create cut off by the end of the process may have happened: then what is there is taken over. */
async function make(
  run: StackRun,
  resource: StackResource,
  { wasInterrupted, signal }: { wasInterrupted: boolean; signal: AbortSignal },
): Promise<HostedResource> {
  try {
    return await createHosted(run, resource, signal);
  } catch (error) {
    const isThere = error instanceof AwsError && /InUse|AlreadyExists/.test(error.code);
    if (!wasInterrupted || !isThere) throw error;
    const physicalId = givenName(resource) ?? resource.physicalId;
    return updateHosted(run, { ...resource, physicalId }, resource.properties, signal);
  }
}
