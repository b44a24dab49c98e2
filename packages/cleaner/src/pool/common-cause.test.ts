import { expect, test } from "@jest/globals";
import { commonCause } from "./common-cause.ts";
import { failureSignature } from "./failure-signature.ts";

const denied = (account: string) =>
  failureSignature({
    kind: "failed",
    code: "AccessDenied",
    reason: `User: arn:aws:sts::${account}:assumed-role/Cleaner/regatta-c1 is not authorized to perform: cloudformation:DeleteStack on resource: arn:aws:cloudformation:eu-west-1:${account}:stack/app/0b5c9c1e-1f7e-11f0-8de9-0242ac120002`,
  });

test("the same failure in different accounts has one signature, another failure another", () => {
  expect(denied("210000000001")).toBe(denied("210000000002"));
  const other = failureSignature({ kind: "failed", code: "LEFTOVERS", reason: "1 left: bucket photos-4711" });
  expect(other).not.toBe(denied("210000000001"));
  expect(failureSignature({ kind: "parked", reason: "replicas", afterMs: 1 })).toBeUndefined();
});

test.each([
  ["three in a row", ["a", "a", "a"], "a"],
  ["after others", [undefined, "b", "a", "a", "a"], "a"],
  ["two are none", ["a", "a"], undefined],
  ["one was cleaned in between", ["a", "a", undefined, "a"], undefined],
  ["one failed otherwise", ["a", "b", "a"], undefined],
  ["all were cleaned", [undefined, undefined, undefined], undefined],
])("%s", (_, ended, expected) => {
  expect(commonCause(ended)).toBe(expected);
});
