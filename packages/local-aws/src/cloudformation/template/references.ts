import { isJsonObject, type Json } from "../json.ts";

/** Everything a piece of a template points at. */
export interface References {
  /** Names in `Ref` and `${Name}`: parameters, resources and pseudo parameters alike. */
  names: Set<string>;
  /** Resources whose attributes are read: `Fn::GetAtt` and `${Name.Attribute}`. */
  attributeOwners: Set<string>;
  /** Conditions named by `Fn::If` or `Condition`. */
  conditions: Set<string>;
}

/** Collects what a value refers to, anywhere inside it, without evaluating anything. */
export function referencesOf(...values: Array<Json | undefined>): References {
  const found: References = { names: new Set(), attributeOwners: new Set(), conditions: new Set() };
  for (const value of values) if (value !== undefined) collect(value, found);
  return found;
}

function collect(value: Json, found: References): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  if (!isJsonObject(value)) return;
  const [key, argument] = Object.entries(value)[0] ?? [];
  if (Object.keys(value).length === 1 && key !== undefined && argument !== undefined) {
    if (collectFunction(key, argument, found)) return;
  }
  for (const item of Object.values(value)) collect(item, found);
}

/** @returns true if the function's argument needs no further look. */
function collectFunction(key: string, argument: Json, found: References): boolean {
  if (key === "Ref" && typeof argument === "string") {
    found.names.add(argument);
    return true;
  }
  if (key === "Condition" && typeof argument === "string") {
    found.conditions.add(argument);
    return true;
  }
  if (key === "Fn::If" && Array.isArray(argument) && typeof argument[0] === "string") {
    found.conditions.add(argument[0]);
  }
  if (key === "Fn::GetAtt") collectAttribute(argument, found);
  if (key === "Fn::Sub") collectSubstitution(argument, found);
  return false;
}

function collectAttribute(argument: Json, found: References): void {
  const owner = Array.isArray(argument) ? argument[0] : String(argument).split(".")[0];
  if (typeof owner === "string") found.attributeOwners.add(owner);
}

function collectSubstitution(argument: Json, found: References): void {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== "string") return;
  const ownNames = isJsonObject(own) ? Object.keys(own) : [];
  for (const name of placeholdersOf(text)) {
    if (ownNames.includes(name)) continue;
    const [owner, attribute] = name.split(".", 2);
    if (attribute === undefined) found.names.add(name);
    else if (owner) found.attributeOwners.add(owner);
  }
}

/** The `${Name}` placeholders of an `Fn::Sub` text; `${!Literal}` is none. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)]
    .map((match) => (match[1] ?? "").trim())
    .filter((name) => !name.startsWith("!"));
}
