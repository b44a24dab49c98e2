import { validationError } from "../errors.ts";
import { canonical, type Json } from "../json.ts";
import { type EvaluationContext, type IntrinsicFunction, noValue, type Value } from "./intrinsic-function.ts";

const condition: IntrinsicFunction = (argument, { scope, evaluate }) => {
  if (typeof argument === "string") return scope.condition(argument);
  // `Condition` is also an ordinary member name (in an IAM policy, say): only text names a condition.
  const value = evaluate(argument);
  return value === noValue ? {} : { Condition: value };
};

const ifFunction: IntrinsicFunction = (argument, { scope, evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== "string") {
    throw validationError("Template error: Fn::If requires a list argument with three parameters");
  }
  const [name, whenTrue, whenFalse] = argument as [string, Json, Json];
  return evaluate(scope.condition(name) ? whenTrue : whenFalse);
};

const equals: IntrinsicFunction = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw validationError("Template error: Fn::Equals cannot be partially collapsed: it needs two values");
  }
  const [left, right] = argument.map((side) => comparable(evaluate(side)));
  return left === right;
};

const not: IntrinsicFunction = (argument, context) => {
  const [value] = truths("Fn::Not", argument, context, 1, 1);
  return !value;
};

const and: IntrinsicFunction = (argument, context) =>
  truths("Fn::And", argument, context, 2, 10).every(Boolean);

const or: IntrinsicFunction = (argument, context) => truths("Fn::Or", argument, context, 2, 10).some(Boolean);

/** The functions of the Conditions section, and Fn::If, which asks for its result. */
export const conditionFunctions: Record<string, IntrinsicFunction> = {
  Condition: condition,
  "Fn::If": ifFunction,
  "Fn::Equals": equals,
  "Fn::Not": not,
  "Fn::And": and,
  "Fn::Or": or,
};

function truths(
  name: string,
  argument: Json,
  { evaluate }: EvaluationContext,
  atLeast: number,
  atMost: number,
): boolean[] {
  if (!Array.isArray(argument) || argument.length < atLeast || argument.length > atMost) {
    const how = atLeast === atMost ? `${atLeast}` : `at least ${atLeast} and at most ${atMost}`;
    throw validationError(
      `Template error: every ${name} object requires a list of ${how} boolean parameters.`,
    );
  }
  return argument.map((item) => isTrue(name, evaluate(item)));
}

function isTrue(name: string, value: Value): boolean {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw validationError(`Template error: every ${name} object requires boolean parameters.`);
}

/** Scalars are compared as text ("8" equals 8), lists and objects by content. */
function comparable(value: Value): string {
  if (value === noValue) return "";
  return typeof value === "object" && value !== null ? canonical(value) : String(value);
}
