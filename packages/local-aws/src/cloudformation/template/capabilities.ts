import { AwsError } from "../../gateway/service.ts";
import type { ResourceDefinition, Template } from "./template.ts";

/** The IAM resources that need an acknowledgement, and the property that gives each a name of its own. */
const nameProperties: Record<string, string | undefined> = {
  "AWS::IAM::AccessKey": undefined,
  "AWS::IAM::Group": "GroupName",
  "AWS::IAM::InstanceProfile": "InstanceProfileName",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
  "AWS::IAM::Policy": undefined,
  "AWS::IAM::Role": "RoleName",
  "AWS::IAM::User": "UserName",
  "AWS::IAM::UserToGroupAddition": undefined,
};

export type Capability = "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM";

/** What the template's resources demand: nothing, an acknowledgement of IAM, or of named IAM resources. */
export function neededCapability(template: Template): Capability | undefined {
  const resources = Object.values(template.resources).filter((one) => one.type in nameProperties);
  if (resources.length === 0) return undefined;
  return resources.some(hasOwnName) ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM";
}

function hasOwnName(resource: ResourceDefinition): boolean {
  const property = nameProperties[resource.type];
  return property !== undefined && property in resource.properties;
}

/**
 * Checks the capabilities given with a request; the named one includes the other.
 * @throws InsufficientCapabilitiesException where one is missing.
 */
export function assertCapabilities(template: Template, given: string[]): void {
  const needed = neededCapability(template);
  if (!needed || given.includes(needed) || given.includes("CAPABILITY_NAMED_IAM")) return;
  throw new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${needed}]`);
}
