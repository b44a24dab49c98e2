/** One filter of aws-nuke's: what matches stays. Without a property it is about the text that names the resource. */
export interface NukeFilter {
  readonly type?: string;
  readonly property?: string;
  readonly value: string;
}

/** By aws-nuke's type; `__global__` is all of them. */
export type Filters = Record<string, readonly NukeFilter[]>;

/**
 * A regular expression on aws-nuke's text for a resource, which is its name, its Arn or URL, `s3://<name>`,
 * `Repository: <name>`, `<role> -> <policy>`: the name as a whole part of it. A little too much is kept rather than too
 * little: what stays by mistake shows in the inventory.
 * @param pattern makes the name into a regular expression. Default: the name and nothing else.
 */
export function namePattern(name: string, pattern: (name: string) => string = literally): string {
  return `(^|[:/ ])${pattern(lastPart(name))}($|[/#]| -> )`;
}

/** CloudFormation names a queue by its URL, the tagging API by its Arn: what they share is the last part. */
function lastPart(name: string): string {
  const last = /^(arn:|https:)/.test(name) ? name.split(/[:/]/).at(-1) : name;
  // Nothing but wildcards would match everything.
  return last && /[^*?]/.test(last) ? last : name;
}

/** Makes a text a regular expression that matches it alone. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const ofDefaultVpc: NukeFilter = { property: "DefaultVPC", value: "true" };

/** What stays in every account: the ways into it that an organization set up, and the VPC that AWS put there. */
export const standingFilters: Filters = {
  IAMRole: [organizationRole("Name")],
  IAMRolePolicy: [organizationRole("role:RoleName")],
  IAMRolePolicyAttachment: [organizationRole("RoleName")],
  IAMSAMLProvider: [{ type: "contains", value: ":saml-provider/AWSSSO_" }],
  EC2VPC: [{ property: "IsDefault", value: "true" }],
  EC2Subnet: [ofDefaultVpc],
  EC2RouteTable: [ofDefaultVpc],
  EC2InternetGateway: [ofDefaultVpc],
  EC2InternetGatewayAttachment: [ofDefaultVpc],
  EC2DHCPOption: [ofDefaultVpc],
  EC2DefaultSecurityGroupRule: [ofDefaultVpc],
};

/** Roles that AWS Organizations, Control Tower and StackSets made to get into the account. */
function organizationRole(property: string): NukeFilter {
  const names = ["OrganizationAccountAccessRole$", "AWSControlTower", "aws-controltower-", "stacksets-exec-"];
  return { type: "regex", property, value: `^(${names.join("|")})` };
}
