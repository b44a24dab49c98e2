const all = { Effect: "Allow", Action: "*", Resource: "*" };

const logs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** The statements of the managed policies of AWS that are known here, in short. */
const statements: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: [all],
  PowerUserAccess: [
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    { Effect: "Allow", Action: ["iam:ListRoles", "organizations:DescribeOrganization"], Resource: "*" },
  ],
  IAMFullAccess: [{ Effect: "Allow", Action: "iam:*", Resource: "*" }],
  ReadOnlyAccess: [
    {
      Effect: "Allow",
      Action: [
        "*:Get*",
        "*:List*",
        "*:Describe*",
        "*:Head*",
        "dynamodb:Query",
        "dynamodb:Scan",
        "dynamodb:BatchGetItem",
      ],
      Resource: "*",
    },
  ],
  AmazonDynamoDBFullAccess: [{ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }],
  AmazonS3FullAccess: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
  AWSCloudFormationFullAccess: [{ Effect: "Allow", Action: "cloudformation:*", Resource: "*" }],
  "service-role/AWSLambdaBasicExecutionRole": [{ Effect: "Allow", Action: logs, Resource: "*" }],
};

const prefix = /^arn:aws[a-z-]*:iam::aws:policy\//;

/**
 * The document of one of AWS's own managed policies.
 * @returns undefined for an ARN that is an account's own. A policy of AWS that is not known here allows nothing.
 */
export function awsManagedPolicy(arn: string): string | undefined {
  if (!prefix.test(arn)) return undefined;
  const name = arn.replace(prefix, "");
  const known = Object.hasOwn(statements, name) ? statements[name] : undefined;
  return JSON.stringify({ Version: "2012-10-17", Statement: known ?? [] });
}
