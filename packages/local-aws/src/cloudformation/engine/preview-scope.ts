import type { Scope } from "../intrinsics/scope.ts";
import type { Template } from "../template/template.ts";
import { parameterValues } from "./definition.ts";
import { exportsOf } from "./exports.ts";
import { identityOf } from "./identity.ts";
import type { Definition, Stack, StackResource } from "./model.ts";
import { attributeOf } from "./resource-attributes.ts";
import { stackScope } from "./stack-scope.ts";

/** How AWS's change sets write what only the deployment will tell. */
export const unknown = "{{changeSet:KNOWN_AFTER_APPLY}}";

export interface PreviewOptions {
  /** All stacks of the account and region, for their exports. */
  stacks: Stack[];
  /** The stack as it is; one in REVIEW_IN_PROGRESS has no resources yet. */
  stack: Stack;
  definition: Definition;
  template: Template;
}

/**
 * What values refer to before anything was deployed.
 * @param replaced resources that will be others, or new: what they will be is unknown.
 */
export function previewScope(
  { stacks, stack, definition, template }: PreviewOptions,
  replaced: ReadonlySet<string> = new Set(),
): Scope {
  const known = (id: string): StackResource | undefined =>
    stack.resources[id]?.exists && !replaced.has(id) ? stack.resources[id] : undefined;
  return stackScope({
    template,
    parameters: parameterValues(definition),
    identity: identityOf({ ...stack, definition }),
    physicalId: (id) => known(id)?.physicalId ?? (id in template.resources ? unknown : undefined),
    attribute: (id, name) => {
      const resource = known(id);
      return resource ? attributeOf(stack, resource, id, name) : unknown;
    },
    exportValue: (name) => exportsOf(stacks).find((one) => one.name === name)?.value,
  });
}
