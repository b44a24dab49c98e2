import { expect, test } from "@jest/globals";
import { isAwsOwned } from "./aws-owned.ts";
import { isPhysicalId } from "./is-physical-id.ts";
import { kindOfArn } from "./kind-of-arn.ts";

const account = "eu-west-1:210000000001";

test("other Arns are of the kind of their service, and of its type where it has several", () => {
  const kindsOf = {
    [`arn:aws:sqs:${account}:orders`]: "sqs",
    [`arn:aws:sns:${account}:orders`]: "sns",
    [`arn:aws:states:${account}:stateMachine:orders`]: "states:stateMachine",
    "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3": "apigateway:restapis",
    [`arn:aws:events:${account}:rule/bus/orders`]: "events:rule",
    "arn:aws:s3:::photos/key": "s3:photos",
  };
  for (const [arn, kind] of Object.entries(kindsOf)) expect([arn, kindOfArn(arn)]).toEqual([arn, kind]);
});

test("what AWS makes for itself is told from what teams make, whatever they call it", () => {
  const owned = [
    "arn:aws:iam::210000000001:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    `arn:aws:rds:${account}:pg:default.postgres16`,
    `arn:aws:elasticache:${account}:user:default`,
    `arn:aws:events:${account}:event-bus/default`,
    `arn:aws:athena:${account}:workgroup/primary`,
  ];
  const made = [
    "arn:aws:iam::210000000001:role/default",
    `arn:aws:rds:${account}:db:defaults`,
    `arn:aws:events:${account}:event-bus/orders`,
    `arn:aws:sqs:${account}:default`,
  ];
  expect(owned.filter((arn) => !isAwsOwned(arn))).toEqual([]);
  expect(made.filter(isAwsOwned)).toEqual([]);
});

test("CloudFormation's name of a resource is known in its Arn, be it an Arn, a URL or a name", () => {
  const queue = `arn:aws:sqs:${account}:orders`;
  expect(isPhysicalId(queue, queue)).toBe(true);
  expect(isPhysicalId("https://sqs.eu-west-1.amazonaws.com/210000000001/orders", queue)).toBe(true);
  expect(isPhysicalId("orders", queue)).toBe(true);
  expect(isPhysicalId("order", queue)).toBe(false);
  expect(isPhysicalId("", `arn:aws:sqs:${account}:`)).toBe(false);
});
