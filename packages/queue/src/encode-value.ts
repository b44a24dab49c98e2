import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Fields } from "./queue-store.ts";

/** A value as DynamoDB's wire has it. */
export function encodeValue(value: Fields[string]): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  return { L: value.map((one) => ({ S: one })) };
}

/** A value of DynamoDB's wire. */
export function decodeValue({ S, N, L }: AttributeValue): Fields[string] {
  if (N !== undefined) return Number(N);
  return S ?? (L ?? []).map((one) => one.S ?? "");
}
