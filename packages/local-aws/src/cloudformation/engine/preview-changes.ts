import { validationError } from "../errors.ts";
import { evaluateObject } from "../intrinsics/evaluate.ts";
import type { Scope } from "../intrinsics/scope.ts";
import { canonical, type JsonObject } from "../json.ts";
import { dependenciesOf, inDependencyOrder } from "../template/dependency-order.ts";
import type { Template } from "../template/template.ts";
import { sameTags } from "./definition.ts";
import { evaluateOutputs } from "./evaluate-outputs.ts";
import { missingImport } from "./imports.ts";
import type { Change, Stack } from "./model.ts";
import { planChange } from "./plan-change.ts";
import { type PreviewOptions, previewScope, unknown } from "./preview-scope.ts";
import { activeResources } from "./stack-scope.ts";

export interface Preview {
  changes: Change[];
  /** Whether there is anything to do at all: resources, outputs or tags. */
  isChange: boolean;
}

/**
 * What making the stack be as the definition says would change; touches nothing.
 * @throws ValidationError where the template needs an export that does not exist.
 */
export function previewChanges(options: PreviewOptions): Preview {
  const { stack, definition, template } = options;
  const replaced = new Set<string>();
  const scope = previewScope(options, replaced);
  const active = activeResources(template, scope);
  const missing = missingImport(options);
  if (missing !== undefined) throw validationError(missing);
  const tagsChanged = !sameTags(stack.definition.tags, definition.tags);
  const order = inDependencyOrder(dependenciesOf(template.resources, active));
  const changes = order.flatMap((id) => {
    const change = changeOf({ stack, template, scope, id, tagsChanged });
    if (change?.replacement === "True" || change?.action === "Add") replaced.add(id);
    return change ? [change] : [];
  });
  changes.push(...removals(stack, active));
  // A change that failed and was left as it is can be tried again as it stands.
  const isUnfinished = stack.status.endsWith("_FAILED");
  const isChange =
    isUnfinished || changes.length > 0 || tagsChanged || outputsChanged(stack, template, scope);
  return { changes, isChange };
}

interface ChangeOptions {
  stack: Stack;
  template: Template;
  scope: Scope;
  id: string;
  tagsChanged: boolean;
}

function changeOf({ stack, template, scope, id, tagsChanged }: ChangeOptions): Change | undefined {
  const definition = template.resources[id];
  if (!definition) return undefined;
  const existing = stack.resources[id];
  const base = { logicalId: id, type: definition.type };
  if (!existing?.exists) return { ...base, action: "Add", scope: [], properties: [] };
  const wanted = {
    properties: preview(definition.properties, scope),
    metadata: preview(definition.metadata, scope),
  };
  const plan = planChange(existing, wanted, tagsChanged);
  if (!plan) return undefined;
  return {
    ...base,
    action: "Modify",
    physicalId: existing.physicalId,
    replacement: plan.replacement ? "True" : "False",
    scope: plan.scope,
    properties: plan.properties,
  };
}

/** A value that cannot be told before the deployment (a part of an unknown text, say) counts as changed. */
function preview(value: JsonObject, scope: Scope): JsonObject {
  try {
    return evaluateObject(value, scope);
  } catch {
    return { ...value, [unknown]: true };
  }
}

function removals(stack: Stack, active: string[]): Change[] {
  return Object.values(stack.resources)
    .filter((resource) => resource.exists && !active.includes(resource.logicalId))
    .map(({ logicalId, physicalId, type }) => ({
      action: "Remove",
      logicalId,
      physicalId,
      type,
      scope: [],
      properties: [],
    }));
}

function outputsChanged(stack: Stack, template: Template, scope: Scope): boolean {
  try {
    return canonical(evaluateOutputs(template, scope)) !== canonical(stack.outputs);
  } catch {
    return true;
  }
}
