import { AwsError } from "../gateway/service.ts";
import type { ParameterType } from "./parameter-store.ts";

const types: readonly string[] = ["String", "StringList", "SecureString"];

/** Names: 1 to 1011 characters, levels parted by slashes (API reference of PutParameter). */
export function checkedName(name: string): string {
  if (/^[\w.\-/]{1,1011}$/.test(name) && !/\/\/|.\/$/.test(name)) return name;
  throw new AwsError(
    "ValidationException",
    'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive), and consists only of a-zA-Z0-9_.- with levels parted by /.',
  );
}

/** @throws {AwsError} `ValidationException` for a type there is not. */
export function checkedType(type: unknown): ParameterType {
  if (typeof type === "string" && types.includes(type)) return type as ParameterType;
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${String(type)}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`,
  );
}

/** 1 to 10 names, as GetParameters and DeleteParameters want them. */
export function requiredNames(params: Record<string, unknown>): string[] {
  const names = params.Names;
  if (Array.isArray(names) && names.length >= 1 && names.length <= 10) return names.map(String);
  throw new AwsError(
    "ValidationException",
    "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and 10",
  );
}
