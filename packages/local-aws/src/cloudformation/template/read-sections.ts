import { validationError } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { ssmValueType } from "./ssm-parameters.ts";
import type { KeepPolicy, OutputDefinition, ParameterDefinition, ResourceDefinition } from "./template.ts";

const maxResources = 500;

const resourceMembers = [
  "Condition",
  "CreationPolicy",
  "DeletionPolicy",
  "DependsOn",
  "Metadata",
  "Properties",
  "Type",
  "UpdatePolicy",
  "UpdateReplacePolicy",
];

/** Reads the Resources section. @throws ValidationError for a member that is not a resource. */
export function readResources(section: JsonObject): Record<string, ResourceDefinition> {
  const entries = Object.entries(section);
  if (entries.length === 0) {
    throw validationError("Template format error: At least one Resources member must be defined.");
  }
  if (entries.length > maxResources) {
    throw validationError(
      `Template format error: Number of resources, ${entries.length}, is greater than maximum allowed, ${maxResources}`,
    );
  }
  const resources = Object.fromEntries(entries.map(([id, raw]) => [id, readResource(id, raw)]));
  const unknown = new Set(
    Object.values(resources)
      .map((resource) => resource.type)
      .filter((type) => !/^(Custom::[\w@-]+|\w+(::\w+){2,3})$/.test(type)),
  );
  if (unknown.size > 0) {
    throw validationError(`Template format error: Unrecognized resource types: [${[...unknown].join(", ")}]`);
  }
  return resources;
}

function readResource(id: string, raw: Json): ResourceDefinition {
  if (!/^[A-Za-z0-9]+$/.test(id)) {
    throw validationError(`Template format error: Resource name ${id} is non alphanumeric.`);
  }
  if (!isJsonObject(raw) || typeof raw.Type !== "string") {
    throw validationError(
      `Template format error: [/Resources/${id}] Every Resources object must contain a Type member.`,
    );
  }
  const wrong = Object.keys(raw).filter((key) => !resourceMembers.includes(key));
  if (wrong.length > 0) throw validationError(`Invalid template resource property '${wrong[0]}'`);
  return {
    type: raw.Type,
    properties: objectOf(raw.Properties, `/Resources/${id}/Properties`),
    metadata: objectOf(raw.Metadata, `/Resources/${id}/Metadata`),
    dependsOn: [raw.DependsOn ?? []].flat().map(String),
    ...(typeof raw.Condition === "string" ? { condition: raw.Condition } : {}),
    deletionPolicy: policyOf(raw.DeletionPolicy),
    updateReplacePolicy: policyOf(raw.UpdateReplacePolicy),
  };
}

function objectOf(value: Json | undefined, where: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw validationError(`Template format error: [${where}] must be an object.`);
  return value;
}

function policyOf(value: Json | undefined): KeepPolicy {
  const policies: KeepPolicy[] = ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"];
  const policy = policies.find((one) => one === (value ?? "Delete"));
  if (!policy) throw validationError(`Template error: Unrecognized DeletionPolicy ${String(value)}`);
  return policy;
}

/** Reads the Parameters section. @throws ValidationError for a parameter without a type. */
export function readParameters(section: JsonObject): Record<string, ParameterDefinition> {
  return Object.fromEntries(
    Object.entries(section).map(([key, raw]) => {
      if (!isJsonObject(raw) || typeof raw.Type !== "string") {
        throw validationError("Template format error: Every Parameters object must contain a Type member.");
      }
      const valueType = ssmValueType(raw.Type);
      const parameter = readParameter(raw, valueType ?? raw.Type);
      return [key, valueType === undefined ? parameter : { ...parameter, isSsmName: true }];
    }),
  );
}

function readParameter(raw: JsonObject, type: string): ParameterDefinition {
  const definition: ParameterDefinition = { type, noEcho: String(raw.NoEcho ?? false) === "true" };
  if (raw.Default !== undefined) definition.default = [raw.Default].flat().map(String).join(",");
  if (Array.isArray(raw.AllowedValues)) definition.allowedValues = raw.AllowedValues.map(String);
  if (raw.AllowedPattern !== undefined) definition.allowedPattern = String(raw.AllowedPattern);
  if (raw.MinLength !== undefined) definition.minLength = Number(raw.MinLength);
  if (raw.MaxLength !== undefined) definition.maxLength = Number(raw.MaxLength);
  if (raw.MinValue !== undefined) definition.minValue = Number(raw.MinValue);
  if (raw.MaxValue !== undefined) definition.maxValue = Number(raw.MaxValue);
  if (raw.Description !== undefined) definition.description = String(raw.Description);
  if (raw.ConstraintDescription !== undefined) {
    definition.constraintDescription = String(raw.ConstraintDescription);
  }
  return definition;
}

/** Reads the Outputs section. @throws ValidationError for an output without a value. */
export function readOutputs(section: JsonObject): Record<string, OutputDefinition> {
  return Object.fromEntries(
    Object.entries(section).map(([key, raw]) => {
      if (!isJsonObject(raw) || raw.Value === undefined) {
        throw validationError("Template format error: Every Outputs member must contain a Value object");
      }
      const exportName = isJsonObject(raw.Export) ? raw.Export.Name : undefined;
      return [
        key,
        {
          value: raw.Value,
          ...(raw.Description === undefined ? {} : { description: String(raw.Description) }),
          ...(exportName === undefined ? {} : { exportName }),
          ...(typeof raw.Condition === "string" ? { condition: raw.Condition } : {}),
        },
      ];
    }),
  );
}
