import { validationError } from "../errors.ts";
import type { ParameterDefinition, Template } from "./template.ts";

/** One parameter as a request gives it. */
export interface GivenParameter {
  key: string;
  value?: string;
  usePrevious: boolean;
}

/**
 * Decides every parameter's value: the one given, the previous one where asked for, else the default
 * (an update that leaves a parameter out falls back to the default, as on AWS).
 * @param previous the stack's values so far; none on a create.
 * @throws ValidationError for unknown, missing or disallowed values.
 */
export function resolveParameters(
  template: Template,
  given: GivenParameter[],
  previous: Record<string, string> = {},
): Record<string, string> {
  const definitions = template.parameters;
  const unknown = given.filter(({ key }) => !definitions[key]).map(({ key }) => key);
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  }
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const [key, definition] of Object.entries(definitions)) {
    const value = choose(
      given.find((one) => one.key === key),
      definition,
      previous[key],
    );
    if (value === undefined) missing.push(key);
    else values[key] = value;
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(", ")}] must have values`);
  for (const [key, value] of Object.entries(values))
    check(key, value, definitions[key] as ParameterDefinition);
  return values;
}

function choose(
  given: GivenParameter | undefined,
  definition: ParameterDefinition,
  previous: string | undefined,
): string | undefined {
  if (given?.usePrevious) return previous;
  return given?.value ?? definition.default;
}

/** The value as `Ref` gives it: lists are lists, everything else is text. */
export function parameterValue(definition: ParameterDefinition, value: string): string | string[] {
  const isList = definition.type === "CommaDelimitedList" || definition.type.startsWith("List<");
  if (!isList) return value;
  return value === "" ? [] : value.split(",").map((item) => item.trim());
}

function check(key: string, value: string, definition: ParameterDefinition): void {
  const rules = definition.isSsmName ? { ...definition, type: "String" } : definition;
  const values = [parameterValue(rules, value)].flat();
  for (const one of values) {
    const broken = brokenRule(key, one, rules);
    if (broken === undefined) continue;
    throw validationError(
      definition.constraintDescription
        ? `Parameter ${key} failed to satisfy constraint: ${definition.constraintDescription}`
        : broken,
    );
  }
}

function brokenRule(key: string, value: string, rules: ParameterDefinition): string | undefined {
  if (rules.type.includes("Number") && (value.trim() === "" || Number.isNaN(Number(value)))) {
    return `Parameter '${key}' must be a number`;
  }
  if (rules.allowedValues && !rules.allowedValues.includes(value)) {
    return `Parameter '${key}' must be one of AllowedValues`;
  }
  if (rules.allowedPattern !== undefined && !new RegExp(`^(?:${rules.allowedPattern})$`).test(value)) {
    return `Parameter '${key}' must match pattern ${rules.allowedPattern}`;
  }
  return brokenLength(key, value, rules) ?? brokenRange(key, Number(value), rules);
}

function brokenLength(key: string, value: string, rules: ParameterDefinition): string | undefined {
  if (rules.minLength !== undefined && value.length < rules.minLength) {
    return `Parameter '${key}' must contain at least ${rules.minLength} characters`;
  }
  if (rules.maxLength !== undefined && value.length > rules.maxLength) {
    return `Parameter '${key}' must contain at most ${rules.maxLength} characters`;
  }
  return undefined;
}

function brokenRange(key: string, value: number, rules: ParameterDefinition): string | undefined {
  if (rules.minValue !== undefined && value < rules.minValue) {
    return `Parameter '${key}' must be a number not less than ${rules.minValue}`;
  }
  if (rules.maxValue !== undefined && value > rules.maxValue) {
    return `Parameter '${key}' must be a number not greater than ${rules.maxValue}`;
  }
  return undefined;
}
