import type { HostedResource } from "../../resources/resource-host.ts";
import type { JsonObject } from "../json.ts";
import type { StackResource } from "./model.ts";
import { nestedStackType } from "./nested-stacks.ts";
import type { StackRun } from "./stack-run.ts";

/*
 * What a resource stands for is made by its service; a nested stack by CloudFormation itself. Each of these raises
 * what stood in the way.
 */

export function createHosted(
  run: StackRun,
  resource: StackResource,
  signal: AbortSignal,
): Promise<HostedResource> {
  const { type, physicalId, properties } = resource;
  if (type === nestedStackType) return run.nested.create(run, resource, signal);
  return run.resources.create(type, physicalId, properties, run.caller);
}

export function updateHosted(
  run: StackRun,
  resource: StackResource,
  properties: JsonObject,
  signal: AbortSignal,
): Promise<HostedResource> {
  const { type, physicalId } = resource;
  if (type === nestedStackType) return run.nested.update(run, resource, properties, signal);
  return run.resources.update(type, physicalId, properties, run.caller);
}

/** Makes the resource be what it was before a failed update. */
export function restoreHosted(run: StackRun, old: StackResource): Promise<HostedResource> {
  if (old.type === nestedStackType) return run.nested.restore(run, old, run.signal);
  return run.resources.update(old.type, old.physicalId, old.properties, run.caller);
}

export function deleteHosted(run: StackRun, resource: StackResource): Promise<void> {
  const { type, physicalId } = resource;
  if (type === nestedStackType) return run.nested.delete(run, resource, run.signal);
  return run.resources.delete(type, physicalId, run.caller);
}
