import { type Access, tagContext } from "./access.ts";

type Properties = Readonly<Record<string, unknown>>;
type Change = "create" | "update" | "delete";

interface ResourceRow {
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
  arnOf(name: string, owner: { account: string; region: string }): string;
  /** The property that names such a resource. */
  readonly nameProperty: string;
}

const roleArn: ResourceRow["arnOf"] = (name, { account }) => `arn:aws:iam::${account}:role/${name}`;

/**
 * What CloudFormation does to a resource with the credentials of whoever changes the stack: the actions a caller cannot
 * do without. Resources of other types are not judged.
 */
const rows: Readonly<Record<string, ResourceRow>> = {
  "AWS::DynamoDB::Table": {
    create: ["dynamodb:CreateTable", "dynamodb:DescribeTable"],
    update: ["dynamodb:UpdateTable"],
    delete: ["dynamodb:DeleteTable"],
    arnOf: (name, { account, region }) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
    nameProperty: "TableName",
  },
  "AWS::S3::Bucket": {
    create: ["s3:CreateBucket"],
    update: [],
    delete: ["s3:DeleteBucket"],
    arnOf: (name) => `arn:aws:s3:::${name}`,
    nameProperty: "BucketName",
  },
  "AWS::SSM::Parameter": {
    create: ["ssm:PutParameter"],
    update: ["ssm:PutParameter"],
    delete: ["ssm:DeleteParameter"],
    arnOf: (name, { account, region }) =>
      `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`,
    nameProperty: "Name",
  },
  "AWS::IAM::Role": {
    create: ["iam:CreateRole"],
    update: ["iam:UpdateAssumeRolePolicy"],
    delete: ["iam:DeleteRole"],
    arnOf: roleArn,
    nameProperty: "RoleName",
  },
  "AWS::IAM::ManagedPolicy": {
    create: ["iam:CreatePolicy"],
    update: ["iam:CreatePolicyVersion"],
    delete: ["iam:DeletePolicy"],
    arnOf: (name, { account }) => (name.startsWith("arn:") ? name : `arn:aws:iam::${account}:policy/${name}`),
    nameProperty: "ManagedPolicyName",
  },
  "AWS::IAM::OIDCProvider": {
    create: ["iam:CreateOpenIDConnectProvider"],
    update: ["iam:UpdateOpenIDConnectProviderThumbprint"],
    delete: ["iam:DeleteOpenIDConnectProvider"],
    arnOf: (url, { account }) =>
      url.startsWith("arn:") ? url : `arn:aws:iam::${account}:oidc-provider/${url.replace("https://", "")}`,
    nameProperty: "Url",
  },
};

/** What CloudFormation has to be allowed to do for one change of one resource. */
export function resourceAccess(options: {
  type: string;
  change: Change;
  physicalId: string | undefined;
  properties: Properties;
  owner: { account: string; region: string };
}): Access[] {
  const { type, change, physicalId, properties, owner } = options;
  const row = Object.hasOwn(rows, type) ? rows[type] : undefined;
  const name = String(properties[row?.nameProperty ?? ""] ?? physicalId ?? "");
  const boundary = properties.PermissionsBoundary;
  const context = {
    ...tagContext(properties.Tags),
    "iam:PermissionsBoundary": typeof boundary === "string" ? boundary : undefined,
  };
  const own = row ? row[change].map((action) => ({ action, resource: row.arnOf(name, owner), context })) : [];
  return change === "delete" ? own : [...own, ...policyAccess(type, name, properties, owner)];
}

/** A role's policies are put on it one by one, whichever resource they are written in. */
function policyAccess(
  type: string,
  name: string,
  properties: Properties,
  owner: { account: string; region: string },
): Access[] {
  const isRole = type === "AWS::IAM::Role";
  const roles = isRole ? [name] : [...texts(properties.Roles), ...texts(properties.RoleName)];
  const isInline = type === "AWS::IAM::Policy" || type === "AWS::IAM::RolePolicy";
  const attached = isRole ? texts(properties.ManagedPolicyArns) : [];
  const isAttaching = type === "AWS::IAM::ManagedPolicy" && roles.length > 0;
  const inline = isInline || (isRole && Array.isArray(properties.Policies) && properties.Policies.length > 0);
  return roles.flatMap((role) => {
    const resource = roleArn(role, owner);
    return [
      ...(inline ? [{ action: "iam:PutRolePolicy", resource }] : []),
      ...(isAttaching ? [{ action: "iam:AttachRolePolicy", resource }] : []),
      ...attached.map((arn) => ({
        action: "iam:AttachRolePolicy",
        resource,
        context: { "iam:PolicyARN": arn },
      })),
    ];
  });
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.map(String) : [];
}
