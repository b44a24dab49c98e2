import { validationError } from "../errors.ts";
import { isJsonObject } from "../json.ts";
import { asText, type IntrinsicFunction, noValue } from "./intrinsic-function.ts";

const ref: IntrinsicFunction = (argument, { scope }) => {
  if (argument === "AWS::NoValue") return noValue;
  const value = typeof argument === "string" ? scope.ref(argument) : undefined;
  if (value === undefined) throw validationError(`Template error: Ref to unknown ${String(argument)}`);
  return value;
};

const getAtt: IntrinsicFunction = (argument, { scope, evaluate }) => {
  const parts = Array.isArray(argument)
    ? argument.map((part) => asText(evaluate(part), getAttForm))
    : splitOnce(asText(argument, getAttForm));
  const [logicalId, ...attribute] = parts;
  if (!logicalId || attribute.length === 0) throw validationError(getAttForm);
  return scope.attribute(logicalId, attribute.join("."));
};

const join: IntrinsicFunction = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) throw validationError(joinForm);
  const [delimiter, list] = argument.map(evaluate);
  if (typeof delimiter !== "string" || !Array.isArray(list)) throw validationError(joinForm);
  return list.map((item) => asText(item, joinForm)).join(delimiter);
};

const select: IntrinsicFunction = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) throw validationError(selectForm);
  const [index, list] = argument.map(evaluate);
  const at = Number(asText(index ?? null, selectForm));
  if (!Array.isArray(list) || !Number.isInteger(at)) throw validationError(selectForm);
  const item = list[at];
  if (item === undefined) {
    throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${at}`);
  }
  return item;
};

const split: IntrinsicFunction = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) throw validationError(splitForm);
  const [delimiter, text] = argument.map(evaluate);
  if (typeof delimiter !== "string" || delimiter === "") throw validationError(splitForm);
  return asText(text ?? null, splitForm).split(delimiter);
};

const findInMap: IntrinsicFunction = (argument, { scope, evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 3) throw validationError(findInMapForm);
  const [map, top, second] = argument.map((part) => asText(evaluate(part), findInMapForm)) as [
    string,
    string,
    string,
  ];
  const level = scope.mappings[map];
  const row = isJsonObject(level) ? level[top] : undefined;
  const value = isJsonObject(row) ? row[second] : undefined;
  if (value === undefined) {
    throw validationError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
  }
  return value;
};

const base64: IntrinsicFunction = (argument, { evaluate }) =>
  Buffer.from(asText(evaluate(argument), base64Form)).toString("base64");

const importValue: IntrinsicFunction = (argument, { scope, evaluate }) =>
  scope.importValue(asText(evaluate(argument), importForm));

const getAzs: IntrinsicFunction = (argument, { scope, evaluate }) => {
  const region =
    asText(evaluate(argument), "Template error: every Fn::GetAZs needs a region") || scope.region;
  return ["a", "b", "c"].map((zone) => region + zone);
};

/** The functions that give a value; conditions and Fn::Sub have files of their own. */
export const valueFunctions: Record<string, IntrinsicFunction> = {
  Ref: ref,
  "Fn::GetAtt": getAtt,
  "Fn::Join": join,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::FindInMap": findInMap,
  "Fn::Base64": base64,
  "Fn::ImportValue": importValue,
  "Fn::GetAZs": getAzs,
};

function splitOnce(text: string): string[] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

const getAttForm =
  "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute";
const joinForm =
  "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.";
const selectForm =
  "Template error: Fn::Select requires a list argument with two elements: an integer index and a list";
const splitForm =
  "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.";
const findInMapForm =
  "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value";
const base64Form = "Template error: every Fn::Base64 object must have a String-typed value.";
const importForm =
  "Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string";
