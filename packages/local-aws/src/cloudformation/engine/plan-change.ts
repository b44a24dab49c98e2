import { type JsonObject, sameJson } from "../json.ts";
import type { Change, StackResource } from "./model.ts";

const nestedStackType = "AWS::CloudFormation::Stack";

/** The property that names a resource of each type: changing it means another resource. */
const nameProperties: Record<string, string> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::ECR::Repository": "RepositoryName",
  "AWS::Events::Rule": "Name",
  "AWS::IAM::Role": "RoleName",
  "AWS::Kinesis::Stream": "Name",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SSM::Parameter": "Name",
  "AWS::SecretsManager::Secret": "Name",
};

/** The name a resource is given in its properties. */
export function givenName({
  type,
  properties,
}: Pick<StackResource, "type" | "properties">): string | undefined {
  const name = properties[nameProperties[type] ?? "Name"];
  return typeof name === "string" ? name : undefined;
}

/** Further properties that cannot be changed in place. */
const fixedProperties: Record<string, string[]> = {
  "AWS::DynamoDB::Table": ["KeySchema", "LocalSecondaryIndexes"],
};

/** What an update has to do with one resource. */
export interface PlannedChange {
  scope: Change["scope"];
  /** The properties that differ. */
  properties: string[];
  /** Whether it will probably be replaced; the service that owns the resource has the last word. */
  replacement: boolean;
}

/**
 * Compares a resource with what it should be.
 * @param tagsChanged whether the stack's tags change: then every resource is tagged anew, which is what
 * makes a changing tag expensive (aws-sam-cli#7050).
 * @returns undefined where nothing is to be done: the resource is not touched.
 */
export function planChange(
  existing: StackResource,
  wanted: { properties: JsonObject; metadata: JsonObject },
  tagsChanged: boolean,
): PlannedChange | undefined {
  const differing = differingKeys(existing.properties, wanted.properties);
  // Only a look at its template could tell whether a nested stack changes: AWS always updates it.
  const properties =
    existing.type === nestedStackType && differing.length === 0 ? ["TemplateURL"] : differing;
  const scope: Change["scope"] = [];
  if (properties.length > 0) scope.push("Properties");
  if (!sameJson(existing.metadata, wanted.metadata)) scope.push("Metadata");
  if (tagsChanged) scope.push("Tags");
  if (scope.length === 0) return undefined;
  const fixed = [nameProperties[existing.type], ...(fixedProperties[existing.type] ?? [])];
  return { scope, properties, replacement: properties.some((key) => fixed.includes(key)) };
}

function differingKeys(before: JsonObject, after: JsonObject): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !sameJson(before[key], after[key])).sort();
}
