import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { encodeValue } from "./encode-value.ts";
import type { When } from "./queue-store.ts";

/** An expression of DynamoDB, with the names and values it speaks of. */
export interface Expression {
  text: string;
  names: Record<string, string>;
  values: Record<string, AttributeValue>;
}

/** The condition that one of these holds. */
export function conditionOf(when: readonly When[]): Expression {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const name = (field: string) => {
    names[`#${field}`] = field;
    return `#${field}`;
  };
  const value = (of: string | number | readonly string[]) => {
    const key = `:if_${Object.keys(values).length}`;
    values[key] = encodeValue(of);
    return key;
  };
  const alternatives = when.map((one) => {
    if (one === "absent") return `attribute_not_exists(${name("pk")})`;
    const { equals = {}, lacks = [], below = {} } = one;
    const parts = [
      ...Object.entries(equals).map(([field, is]) => `${name(field)} = ${value(is)}`),
      ...lacks.map((field) => `attribute_not_exists(${name(field)})`),
      ...Object.entries(below).map(([field, than]) => `${name(field)} < ${value(than)}`),
    ];
    return `(${parts.join(" AND ")})`;
  });
  return { text: alternatives.join(" OR "), names, values };
}
