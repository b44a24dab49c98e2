import { z } from "zod";
import { configSchema } from "./config-schema.ts";

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  items?: SchemaNode;
  oneOf?: SchemaNode[];
  const?: unknown;
  default?: unknown;
}

/** A setting of the configuration file; `*` in its path stands for any name, and for any item of a list. */
export interface Setting {
  path: string[];
  /** The schema's default; undefined for none. */
  default?: unknown;
  /** In a group that comes in kinds (services by deployer, probes by kind): the kind that has it. */
  of?: string;
}

/**
 * @returns every setting and group of settings, in the order of the schema; in a group that comes in kinds, the settings
 *   of each.
 */
export function knownSettings(): Setting[] {
  return below(z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }) as SchemaNode, []);
}

function below(node: SchemaNode, path: string[]): Setting[] {
  const kinds = (node.oneOf ?? []).flatMap((kind) => settingsOfKind(kind, path));
  const children = Object.entries(node.properties ?? {});
  for (const unnamed of [node.additionalProperties, node.items]) {
    if (typeof unnamed === "object") children.push(["*", unnamed]);
  }
  const own = children.flatMap(([name, child]) => {
    const childPath = [...path, name];
    return [{ path: childPath, default: child.default }, ...below(child, childPath)];
  });
  return [...own, ...kinds];
}

function settingsOfKind(kind: SchemaNode, path: string[]): Setting[] {
  const told = Object.values(kind.properties ?? {}).find((child) => child.const !== undefined);
  return below(kind, path).map((setting) =>
    setting.path.length === path.length + 1 ? { ...setting, of: String(told?.const) } : setting,
  );
}
