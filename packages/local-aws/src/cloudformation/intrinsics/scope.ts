import type { Json, JsonObject } from "../json.ts";

/** Everything a value may refer to while it is evaluated. */
export interface Scope {
  /** A parameter's or pseudo parameter's value, or a resource's physical id; undefined if there is none. */
  ref(name: string): Json | undefined;
  /** @throws where the resource has no such attribute (yet). */
  attribute(logicalId: string, name: string): Json;
  condition(name: string): boolean;
  readonly mappings: JsonObject;
  /** @throws ValidationError `No export named … found.` */
  importValue(name: string): string;
  /** For `Fn::GetAZs`. */
  readonly region: string;
}
