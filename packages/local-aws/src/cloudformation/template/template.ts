import type { Json, JsonObject } from "../json.ts";

export interface ParameterDefinition {
  /** What its value is. */
  type: string;
  /** The value given is a name in the account's parameter store, whose value is meant. */
  isSsmName?: boolean;
  default?: string;
  allowedValues?: string[];
  allowedPattern?: string;
  constraintDescription?: string;
  minLength?: number;
  maxLength?: number;
  minValue?: number;
  maxValue?: number;
  noEcho: boolean;
  description?: string;
}

export type KeepPolicy = "Delete" | "Retain" | "RetainExceptOnCreate" | "Snapshot";

export interface ResourceDefinition {
  type: string;
  properties: JsonObject;
  metadata: JsonObject;
  dependsOn: string[];
  condition?: string;
  deletionPolicy: KeepPolicy;
  updateReplacePolicy: KeepPolicy;
}

export interface OutputDefinition {
  value: Json;
  description?: string;
  exportName?: Json;
  condition?: string;
}

/** A parsed and validated template; intrinsic functions are still in it, in their long form. */
export interface Template {
  description?: string;
  parameters: Record<string, ParameterDefinition>;
  mappings: JsonObject;
  conditions: JsonObject;
  resources: Record<string, ResourceDefinition>;
  outputs: Record<string, OutputDefinition>;
}
