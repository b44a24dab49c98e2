import { AwsError } from "../../gateway/service.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A policy document of a template, an object or JSON text, as JSON text. @throws {AwsError} where it is missing. */
export function documentIn(properties: Properties, name: string): string {
  const value = properties[name];
  if (value === undefined)
    throw new AwsError(
      "ValidationException",
      `Properties validation failed: required key [${name}] not found`,
    );
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A property that is a list of texts. */
export function listIn(properties: Properties, name: string): string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** The inline policies of a role's properties, by name. */
export function inlineIn(properties: Properties): Record<string, string> {
  const policies = Array.isArray(properties.Policies) ? (properties.Policies as Properties[]) : [];
  return Object.fromEntries(
    policies.map((policy) => [String(policy.PolicyName), documentIn(policy, "PolicyDocument")]),
  );
}
