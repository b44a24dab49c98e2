import { validationError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Scope } from "./scope.ts";

/** What `{Ref: AWS::NoValue}` evaluates to, until the member that holds it is dropped. */
export const noValue: unique symbol = Symbol("AWS::NoValue");

export type Value = Json | typeof noValue;

export interface EvaluationContext {
  scope: Scope;
  /** Evaluates a nested value; functions decide themselves what of their argument to evaluate, and when. */
  evaluate(value: Json): Value;
}

export type IntrinsicFunction = (argument: Json, context: EvaluationContext) => Value;

/**
 * A value as text, the way CloudFormation turns numbers and booleans into text.
 * @throws ValidationError with `message` for lists and objects.
 */
export function asText(value: Value, message: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  throw validationError(message);
}
