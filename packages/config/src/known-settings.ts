import { z } from "zod";
import { configSchema } from "./config-schema.ts";

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  default?: unknown;
}

/** A setting of the configuration file; `*` in its path stands for any name. */
export interface Setting {
  path: string[];
  /** The schema's default; undefined for none. */
  default?: unknown;
}

/** @returns every setting and group of settings, in the order of the schema. */
export function knownSettings(): Setting[] {
  return below(z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }) as SchemaNode, []);
}

function below(node: SchemaNode, path: string[]): Setting[] {
  const named = Object.entries(node.properties ?? {});
  const any = node.additionalProperties;
  const children = typeof any === "object" ? [...named, ["*", any] as const] : named;
  return children.flatMap(([name, child]) => {
    const childPath = [...path, name];
    return [{ path: childPath, default: child.default }, ...below(child, childPath)];
  });
}
