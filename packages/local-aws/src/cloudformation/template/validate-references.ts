import { validationError } from "../errors.ts";
import { isPseudoParameter } from "../intrinsics/pseudo-parameters.ts";
import type { Json } from "../json.ts";
import { type References, referencesOf } from "./references.ts";
import type { Template } from "./template.ts";

/**
 * Checks that everything referred to exists.
 * @throws ValidationError naming what does not, and the block of the template it is named in.
 */
export function assertReferences(template: Template): void {
  const resources = Object.values(template.resources);
  const inResources = referencesOf(...resources.flatMap((one) => [one.properties, one.metadata]));
  for (const one of resources) for (const id of one.dependsOn) inResources.names.add(id);
  addConditions(inResources, resources);
  assertBlock(template, inResources, "Resources");

  const outputs = Object.values(template.outputs);
  const inOutputs = referencesOf(...outputs.flatMap((one) => [one.value, one.exportName]));
  addConditions(inOutputs, outputs);
  assertBlock(template, inOutputs, "Outputs");
  assertConditionsBlock(template);
}

function addConditions(found: References, users: Array<{ condition?: string }>): void {
  for (const user of users) if (user.condition !== undefined) found.conditions.add(user.condition);
}

function assertBlock(template: Template, found: References, block: "Resources" | "Outputs"): void {
  const unknown = [...found.names].filter(
    (name) => !(name in template.resources || name in template.parameters || isPseudoParameter(name)),
  );
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${unknown.join(", ")}] in the ${block} block of the template`,
    );
  }
  for (const owner of found.attributeOwners) {
    if (owner in template.resources) continue;
    throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${owner}`);
  }
  assertKnownConditions(template, found, block);
}

function assertConditionsBlock(template: Template): void {
  const found = referencesOf(...(Object.values(template.conditions) as Json[]));
  const wrong = [...found.names, ...found.attributeOwners].filter(
    (name) => !(name in template.parameters || isPseudoParameter(name)),
  );
  if (wrong.length > 0) {
    throw validationError(
      `Template format error: Unresolved dependencies [${wrong.join(", ")}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
  assertKnownConditions(template, found, "Conditions");
}

function assertKnownConditions(template: Template, found: References, block: string): void {
  for (const name of found.conditions) {
    if (name in template.conditions) continue;
    throw validationError(
      `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
    );
  }
}
