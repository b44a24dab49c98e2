import { AwsError } from "../gateway/service.ts";

/** The members of a JSON request. */
export type JsonParams = Record<string, unknown>;

/** How a service words what is wrong with a request. */
type Wrong = (message: string) => AwsError;

const validationException: Wrong = (message) => new AwsError("ValidationException", message);

/** @throws {AwsError} `ValidationException`, or what `wrong` makes, where the member is no text. */
export function requiredText(params: JsonParams, name: string, wrong = validationException): string {
  const value = textOf(params, name);
  if (value !== undefined) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw wrong(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A member that is a text and not empty. */
export function textOf(params: JsonParams, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A list of texts; none where it is missing. */
export function textsOf(params: JsonParams, name: string): string[] {
  const value = params[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** A list of structures; none where it is missing. */
export function groupsOf(params: JsonParams, name: string): JsonParams[] {
  const value = params[name];
  return Array.isArray(value) ? (value as JsonParams[]) : [];
}

/**
 * How many items a page has.
 * @param options.name of the member that says it.
 * @param options.most and default.
 */
export function pageSize(params: JsonParams, { name, most }: { name: string; most: number }): number {
  const told = Number(params[name] ?? most);
  return Number.isInteger(told) && told > 0 ? Math.min(told, most) : most;
}
