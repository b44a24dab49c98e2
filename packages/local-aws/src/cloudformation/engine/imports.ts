import { evaluate } from "../intrinsics/evaluate.ts";
import type { Scope } from "../intrinsics/scope.ts";
import type { Json } from "../json.ts";
import type { Template } from "../template/template.ts";
import { exportsOf } from "./exports.ts";
import { type PreviewOptions, previewScope, unknown } from "./preview-scope.ts";
import { activeResources } from "./stack-scope.ts";

/** The names of the exports a definition uses; CloudFormation knows them before it begins. */
export function importNames(options: PreviewOptions): string[] {
  const names = new Set<string>();
  const scope: Scope = {
    ...previewScope(options),
    importValue: (name) => {
      names.add(name);
      return unknown;
    },
  };
  for (const value of importingValues(options.template, scope)) {
    try {
      evaluate(value, scope);
    } catch {
      // Not about imports: the deployment itself will tell, or it fails only because values are unknown.
    }
  }
  return [...names];
}

/** The first export a definition needs that does not exist: the reason as AWS words it, or undefined. */
export function missingImport(options: PreviewOptions): string | undefined {
  const exported = exportsOf(options.stacks).map(({ name }) => name);
  const missing = importNames(options).find((name) => !exported.includes(name));
  return missing === undefined ? undefined : `No export named ${missing} found.`;
}

function importingValues(template: Template, scope: Scope): Json[] {
  const resources = activeResources(template, scope).map((id) => template.resources[id]?.properties ?? {});
  const outputs = Object.values(template.outputs)
    .filter(({ condition }) => condition === undefined || scope.condition(condition))
    .map((output) => output.value);
  return [...resources, ...outputs];
}
