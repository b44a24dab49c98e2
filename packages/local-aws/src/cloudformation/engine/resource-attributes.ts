import { validationError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Stack, StackResource } from "./model.ts";

/** Types that are really there: what they do not have, nobody can read. */
const realTypes = [
  "AWS::CloudFormation::Stack",
  "AWS::DynamoDB::Table",
  "AWS::S3::Bucket",
  "AWS::SSM::Parameter",
];

/**
 * What `Fn::GetAtt` gives. Inert resources have every attribute: something of the right look, and the
 * same every time.
 * @throws ValidationError where there is no such resource, or a real one has no such attribute.
 */
export function attributeOf(
  stack: Pick<Stack, "account" | "region">,
  resource: StackResource | undefined,
  logicalId: string,
  name: string,
): Json {
  if (!resource) throw validationError(`Template error: resource ${logicalId} is not there`);
  const known = resource.attributes[name];
  if (known !== undefined) return known;
  if (realTypes.includes(resource.type)) {
    throw validationError(
      `Template error: resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`,
    );
  }
  if (!name.endsWith("Arn")) return `${resource.physicalId}.${name}`;
  const service = resource.type.split("::")[1]?.toLowerCase() ?? "custom";
  return `arn:aws:${service}:${stack.region}:${stack.account}:${resource.physicalId}`;
}
