import { validationError } from "../errors.ts";
import { evaluate } from "../intrinsics/evaluate.ts";
import { pseudoParameter, type StackIdentity } from "../intrinsics/pseudo-parameters.ts";
import type { Scope } from "../intrinsics/scope.ts";
import type { Json } from "../json.ts";
import { parameterValue } from "../template/parameters.ts";
import type { Template } from "../template/template.ts";

export interface StackScopeOptions {
  template: Template;
  parameters: Record<string, string>;
  identity: StackIdentity;
  /** The physical id of a resource that is there. */
  physicalId(logicalId: string): Json | undefined;
  attribute(logicalId: string, name: string): Json;
  /** The value of an export of the account and region; undefined if there is none. */
  exportValue(name: string): string | undefined;
}

/**
 * What the values in a stack's template may refer to. Conditions are decided once.
 * @param options where parameters, resources and exports come from.
 */
export function stackScope(options: StackScopeOptions): Scope {
  const { template, identity } = options;
  const decided = new Map<string, boolean>();
  const scope: Scope = {
    region: identity.region,
    mappings: template.mappings,
    ref: (name) => parameterOf(options, name) ?? pseudoParameter(name, identity) ?? options.physicalId(name),
    attribute: options.attribute,
    condition: (name) => {
      const known = decided.get(name) ?? decide(template, name, scope);
      decided.set(name, known);
      return known;
    },
    importValue: (name) => {
      const value = options.exportValue(name);
      if (value === undefined) throw validationError(`No export named ${name} found.`);
      return value;
    },
  };
  return scope;
}

function parameterOf({ template, parameters }: StackScopeOptions, name: string): Json | undefined {
  const definition = template.parameters[name];
  const value = parameters[name];
  return definition && value !== undefined ? parameterValue(definition, value) : undefined;
}

function decide(template: Template, name: string, scope: Scope): boolean {
  const definition = template.conditions[name];
  if (definition === undefined) throw validationError(`Template error: unknown condition ${name}`);
  const value = evaluate(definition, scope);
  return value === true || value === "true";
}

/** The resources whose condition holds, by logical id. */
export function activeResources(template: Template, scope: Scope): string[] {
  return Object.entries(template.resources)
    .filter(([, { condition }]) => condition === undefined || scope.condition(condition))
    .map(([logicalId]) => logicalId);
}
