import { expect, test } from "@jest/globals";
import type { ServiceName } from "../../gateway/service-name.ts";
import { accountServicesAccess } from "./account-services.ts";

const here = "eu-west-1:210000000001";

test.each<[ServiceName, string, Record<string, unknown>, string, string]>([
  ["tagging", "GetResources", {}, "tag:GetResources", "*"],
  ["lambda", "Invoke", { FunctionName: "f" }, "lambda:InvokeFunction", `arn:aws:lambda:${here}:function:f`],
  ["lambda", "ListFunctions", {}, "lambda:ListFunctions", "*"],
  [
    "logs",
    "DeleteLogGroup",
    { logGroupName: "/a" },
    "logs:DeleteLogGroup",
    `arn:aws:logs:${here}:log-group:/a:*`,
  ],
  ["logs", "DescribeLogGroups", {}, "logs:DescribeLogGroups", `arn:aws:logs:${here}:log-group::log-stream:`],
  ["ecr", "ListImages", { repositoryName: "r" }, "ecr:ListImages", `arn:aws:ecr:${here}:repository/r`],
  ["ecr", "DescribeRepositories", {}, "ecr:DescribeRepositories", `arn:aws:ecr:${here}:repository/*`],
  ["kms", "ScheduleKeyDeletion", { KeyId: "k" }, "kms:ScheduleKeyDeletion", `arn:aws:kms:${here}:key/k`],
  ["kms", "DescribeKey", { KeyId: "arn:aws:kms:x" }, "kms:DescribeKey", "arn:aws:kms:x"],
  [
    "ec2",
    "DescribeNetworkInterfaces",
    { NetworkInterfaceId: { 1: "e" } },
    "ec2:DescribeNetworkInterfaces",
    "*",
  ],
])(
  "%s %s is judged as its real action on its resource",
  async (service, operation, params, action, resource) => {
    const request = { operation, params, account: "210000000001", region: "eu-west-1" };
    const lookups = { hashKeyOf: async () => undefined, roleArnOf: async (name: string) => name };
    expect(await accountServicesAccess[service]?.(request, lookups)).toEqual([{ action, resource }]);
  },
);
