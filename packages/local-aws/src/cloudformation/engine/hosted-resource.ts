import type { HostedResource, ResourceToUpdate } from "../../resources/resource-host.ts";
import type { Tags } from "../../wire/tags.ts";
import type { JsonObject } from "../json.ts";
import type { Stack, StackResource } from "./model.ts";
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
  if (resource.type === nestedStackType) return run.nested.create(run, resource, signal);
  return run.resources.create(requestOf(run, resource));
}

export function updateHosted(
  run: StackRun,
  resource: StackResource,
  properties: JsonObject,
  signal: AbortSignal,
): Promise<HostedResource> {
  if (resource.type === nestedStackType) return run.nested.update(run, resource, properties, signal);
  return run.resources.update(requestOf(run, { ...resource, properties }));
}

/** Makes the resource be what it was before a failed update. */
export function restoreHosted(run: StackRun, old: StackResource): Promise<HostedResource> {
  if (old.type === nestedStackType) return run.nested.restore(run, old, run.signal);
  return run.resources.update(requestOf(run, old));
}

export function deleteHosted(run: StackRun, resource: StackResource): Promise<void> {
  if (resource.type === nestedStackType) return run.nested.delete(run, resource, run.signal);
  return run.resources.delete(requestOf(run, resource));
}

function requestOf(run: StackRun, resource: StackResource): ResourceToUpdate {
  const { type, physicalId, properties } = resource;
  return { type, physicalId, properties, tags: tagsOf(run.stack, resource), caller: run.caller };
}

/** CloudFormation puts its stack's tags on a resource, and which stack it is in ("Resource tag" in its user guide). */
function tagsOf({ id, name, definition }: Stack, { logicalId }: StackResource): Tags {
  return {
    ...Object.fromEntries(definition.tags.map(({ key, value }) => [key, value])),
    "aws:cloudformation:logical-id": logicalId,
    "aws:cloudformation:stack-id": id,
    "aws:cloudformation:stack-name": name,
  };
}
