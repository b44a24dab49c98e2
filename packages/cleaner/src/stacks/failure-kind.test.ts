import { expect, test } from "@jest/globals";
import { failureKind } from "./failure-kind.ts";

test.each([
  ["Queue: Rate exceeded (Service: Sqs, Status Code: 400)", "throttled"],
  [
    "Edge: Lambda was unable to delete arn:aws:lambda:us-east-1:1:function:e:1 because it is a replicated function.",
    "takes-time",
  ],
  ["Group: resource sg-0a1b2c has a dependent object (Service: Ec2)", "takes-time"],
  ["Net: The subnet 'subnet-0a1b' has dependencies and cannot be deleted.", "takes-time"],
  ["Photos: The bucket you tried to delete is not empty", "resists"],
  ["Role: Cannot delete entity, must detach all policies first.", "resists"],
])("%s: %s", (reason, kind) => {
  expect(failureKind(reason).kind).toBe(kind);
});
