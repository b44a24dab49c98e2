import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { globPattern } from "./glob-pattern.ts";
import { type NukeConfigInput, nukeConfig } from "./nuke-config.ts";
import { namePattern } from "./nuke-filters.ts";
import { parseNukeOutput } from "./parse-nuke-output.ts";

const input: NukeConfigInput = {
  account: { id: "012345678901", region: "eu-west-1" },
  protectedAccounts: ["111111111111", "222222222222/us-east-1", "111111111111"],
  global: true,
  roles: ["RegattaTest", "RegattaCleaner"],
  keep: ["team-*"],
  stacks: [{ name: "CDKToolkit", resources: ["cdk-assets-012345678901"] }],
  baseline: ["arn:aws:sns:eu-west-1:012345678901:alarms"],
  aliasCheck: true,
};

test("the configuration is for one account in one region, blocks the protected ones and names what stays", () => {
  const yaml = nukeConfig(input);
  expect(yaml.slice(0, yaml.indexOf("    filters:"))).toBe(`blocklist:
  - "111111111111"
  - "222222222222"
regions:
  - "eu-west-1"
  - "global"
resource-types:
  excludes:
    - "S3Object"
settings:
  CloudFormationStack:
    DisableDeletionProtection: true
  CloudWatchLogsLogGroup:
    DisableDeletionProtection: true
  CognitoUserPool:
    DisableDeletionProtection: true
  DynamoDBTable:
    DisableDeletionProtection: true
  EC2Instance:
    DisableDeletionProtection: true
  ELBv2:
    DisableDeletionProtection: true
  RDSInstance:
    DisableDeletionProtection: true
  S3Bucket:
    BypassGovernanceRetention: true
    RemoveObjectLegalHold: true
accounts:
  "012345678901":
`);
  expect(parse(yaml).accounts["012345678901"].filters).toEqual({
    __global__: [
      { type: "regex", value: "(^|[:/ ])CDKToolkit($|[/#]| -> )" },
      { type: "regex", value: "(^|[:/ ])RegattaCleaner($|[/#]| -> )" },
      { type: "regex", value: "(^|[:/ ])RegattaTest($|[/#]| -> )" },
      { type: "regex", value: "(^|[:/ ])alarms($|[/#]| -> )" },
      { type: "regex", value: "(^|[:/ ])cdk-assets-012345678901($|[/#]| -> )" },
      { type: "regex", value: "(^|[:/ ])team-.*($|[/#]| -> )" },
      { property: "tag:aws:cloudformation:stack-name", value: "CDKToolkit" },
    ],
    IAMRole: [organizationRoles("Name")],
    IAMRolePolicy: [organizationRoles("role:RoleName")],
    IAMRolePolicyAttachment: [organizationRoles("RoleName")],
    IAMSAMLProvider: [{ type: "contains", value: ":saml-provider/AWSSSO_" }],
    EC2VPC: [{ property: "IsDefault", value: "true" }],
    EC2Subnet: defaultVpc,
    EC2RouteTable: defaultVpc,
    EC2InternetGateway: defaultVpc,
    EC2InternetGatewayAttachment: defaultVpc,
    EC2DHCPOption: defaultVpc,
    EC2DefaultSecurityGroupRule: defaultVpc,
  });
});

const defaultVpc = [{ property: "DefaultVPC", value: "true" }];
const organizationRoles = (property: string) => ({
  type: "regex",
  property,
  value: "^(OrganizationAccountAccessRole$|AWSControlTower|aws-controltower-|stacksets-exec-)",
});

test("the alias check is left out only for this account, global resources only when told", () => {
  const config = parse(nukeConfig({ ...input, aliasCheck: false, global: false, excludes: ["ECSTask"] }));
  expect(config["bypass-alias-check-accounts"]).toEqual(["012345678901"]);
  expect(config.regions).toEqual(["eu-west-1"]);
  expect(config["resource-types"].excludes).toEqual(["ECSTask", "S3Object"]);
  expect(parse(nukeConfig(input))["bypass-alias-check-accounts"]).toBeUndefined();
});

test("nothing is written for a protected account, nor where none is protected", () => {
  const code = (special: Partial<NukeConfigInput>) => {
    try {
      return nukeConfig({ ...input, ...special });
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(code({ protectedAccounts: [] })).toBe("NUKE_UNPROTECTED");
  expect(code({ protectedAccounts: ["111111111111", "012345678901"] })).toBe("NUKE_UNPROTECTED");
  expect(code({ protectedAccounts: ["012345678901/us-east-1"] })).toBe("NUKE_UNPROTECTED");
  expect(code({ keep: ["team-[ab]"] })).toBe("NUKE_GLOB");
  expect(code({ keep: ["!team"] })).toBe("NUKE_GLOB");
});

test("a name stays in whatever way aws-nuke writes it, and no other that only begins or ends so", () => {
  const stays = (pattern: string, text: string) => new RegExp(pattern).test(text);
  const photos = namePattern("photos");
  const texts = ["photos", "s3://photos", "s3://photos/a.png#1", "Repository: photos", "photos -> Admin"];
  for (const text of [...texts, "TopicARN: arn:aws:sns:eu-west-1:1:photos", "/aws/lambda/photos"]) {
    expect([text, stays(photos, text)]).toEqual([text, true]);
  }
  for (const text of ["photos2", "s3://my-photos", "photos-eu", ""]) {
    expect([text, stays(photos, text)]).toEqual([text, false]);
  }
  expect(stays(namePattern("https://sqs.eu-west-1.amazonaws.com/1/a.b"), "https://x/1/a.b")).toBe(true);
  expect(stays(namePattern("a.b"), "axb")).toBe(false);
  expect(stays(namePattern("team-{a,b}?-*", globPattern), "s3://team-b1-x/y")).toBe(true);
  expect(stays(namePattern("team-{a,b}", globPattern), "team-c")).toBe(false);
  expect(stays(namePattern("a,b{c,d*}", globPattern), "a,bde")).toBe(true);
  expect(stays(namePattern("arn:aws:sqs:eu-west-1:*", globPattern), "s3://anything")).toBe(false);
});

test("what aws-nuke removed and what remains is read from its lines, with the reasons it ends with", () => {
  const lines = `aws-nuke version v3
eu-west-1 - S3Bucket - s3://a - b - [Name: "a - b"] - would remove
eu-west-1 - EC2VPC - vpc-1 - [ID: "vpc-1"] - would remove
global - IAMRole - left - [] - would remove
Scan complete: 3 total, 3 nukeable, 0 filtered.
eu-west-1 - S3Bucket - s3://a - b - [Name: "a - b"] - triggered remove
eu-west-1 - EC2VPC - vpc-1 - [ID: "vpc-1"] - failed
global - IAMRole - left - [] - triggered remove
eu-west-1 - S3Bucket - s3://a - b - [Name: "a - b"] - removed
There are resources in failed state, but none are ready for deletion, anymore.
eu-west-1 - EC2VPC - vpc-1 - [ID: "vpc-1"] - failed
DependencyViolation: The vpc 'vpc-1' has dependencies and cannot be deleted.
	status code: 400, request id: 1`.split("\n");
  expect(parseNukeOutput(lines)).toEqual({
    removed: ["eu-west-1 S3Bucket s3://a - b"],
    remaining: [
      {
        resource: "eu-west-1 EC2VPC vpc-1",
        reason: "DependencyViolation: The vpc 'vpc-1' has dependencies and cannot be deleted.",
      },
      { resource: "global IAMRole left", reason: "it was still being removed" },
    ],
  });
  expect(parseNukeOutput(lines.slice(0, 5)).removed).toHaveLength(3);
});
