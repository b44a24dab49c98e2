import { validationError } from "../errors.ts";
import { evaluate } from "../intrinsics/evaluate.ts";
import type { Scope } from "../intrinsics/scope.ts";
import type { Template } from "../template/template.ts";
import type { StackOutput } from "./model.ts";

/**
 * The outputs whose condition holds, with their values and export names.
 * @throws ValidationError where a value is a list or an object.
 */
export function evaluateOutputs(template: Template, scope: Scope): StackOutput[] {
  return Object.entries(template.outputs)
    .filter(([, { condition }]) => condition === undefined || scope.condition(condition))
    .map(([key, definition]) => {
      const exportName =
        definition.exportName === undefined ? undefined : evaluate(definition.exportName, scope);
      return {
        key,
        value: text(key, evaluate(definition.value, scope)),
        ...(definition.description === undefined ? {} : { description: definition.description }),
        ...(exportName === undefined ? {} : { exportName: text(key, exportName) }),
      };
    });
}

function text(key: string, value: unknown): string {
  if (value !== null && value !== undefined && typeof value !== "object") return String(value);
  throw validationError(
    `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
  );
}
