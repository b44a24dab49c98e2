import { validationError } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { asText, type EvaluationContext, type IntrinsicFunction } from "./intrinsic-function.ts";

/**
 * `Fn::Sub`: text with `${Name}`, `${Resource.Attribute}` and `${!Literal}`; the list form brings a map
 * of names of its own, which come before everything else.
 */
export const substitute: IntrinsicFunction = (argument, context) => {
  const { text, own } = formOf(argument);
  return text.replace(/\$\{([^}]*)\}/g, (_match, inner: string) => {
    const name = inner.trim();
    return name.startsWith("!") ? `\${${name.slice(1)}}` : placeholderValue(name, own, context);
  });
};

function formOf(argument: Json): { text: string; own: JsonObject } {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  const isPair = !Array.isArray(argument) || argument.length === 2;
  if (typeof text !== "string" || !isJsonObject(own) || !isPair) {
    throw validationError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  return { text, own };
}

function placeholderValue(name: string, own: JsonObject, { scope, evaluate }: EvaluationContext): string {
  if (!/^[A-Za-z0-9_.:]+$/.test(name)) {
    throw validationError(
      "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
    );
  }
  const notText = `Template error: Fn::Sub cannot put the value of ${name} into text`;
  const given = own[name];
  if (given !== undefined) return asText(evaluate(given), notText);
  const dot = name.indexOf(".");
  if (dot > 0) return asText(scope.attribute(name.slice(0, dot), name.slice(dot + 1)), notText);
  return asText(scope.ref(name) ?? null, notText);
}
