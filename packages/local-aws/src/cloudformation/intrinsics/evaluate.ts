import { validationError } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { conditionFunctions } from "./conditions.ts";
import { valueFunctions } from "./functions.ts";
import { type IntrinsicFunction, noValue, type Value } from "./intrinsic-function.ts";
import type { Scope } from "./scope.ts";
import { substitute } from "./substitute.ts";

const functions: Record<string, IntrinsicFunction> = {
  ...valueFunctions,
  ...conditionFunctions,
  "Fn::Sub": substitute,
};

/**
 * Replaces every intrinsic function in a value by its result. `AWS::NoValue` removes the member or list
 * item it stands for.
 * @returns undefined where the whole value is `AWS::NoValue`.
 * @throws ValidationError for a function used wrongly, a missing export, mapping or attribute.
 */
export function evaluate(value: Json, scope: Scope): Json | undefined {
  const result = walk(value, scope);
  return result === noValue ? undefined : result;
}

/** Evaluates an object, such as a resource's Properties, which stays one. */
export function evaluateObject(value: JsonObject, scope: Scope): JsonObject {
  const result = evaluate(value, scope);
  return isJsonObject(result) ? result : {};
}

function walk(value: Json, scope: Scope): Value {
  if (Array.isArray(value)) {
    return value.map((item) => walk(item, scope)).filter((item) => item !== noValue);
  }
  if (typeof value === "string" && value.includes("{{resolve:")) {
    // Better refused than taken as it stands.
    throw validationError(`local-aws does not resolve dynamic references: ${value}`);
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && argument !== undefined) {
    const apply = functions[name];
    if (apply) return apply(argument, { scope, evaluate: (inner) => walk(inner, scope) });
    if (name.startsWith("Fn::")) throw validationError(`Template error: local-aws does not know ${name}`);
  }
  return walkMembers(entries, scope);
}

function walkMembers(entries: Array<[string, Json]>, scope: Scope): JsonObject {
  const result: JsonObject = {};
  for (const [key, item] of entries) {
    const evaluated = walk(item, scope);
    if (evaluated !== noValue) result[key] = evaluated;
  }
  return result;
}
