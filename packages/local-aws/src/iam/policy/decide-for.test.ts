import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decideFor } from "./decide-for.ts";
import { readPolicy, type Statement } from "./policy-document.ts";
import { RequestContext } from "./request-context.ts";
import { fitsWildcard } from "./wildcard.ts";

function policy(...statements: object[]): readonly Statement[] {
  return readPolicy({ Version: "2012-10-17", Statement: statements }, "identity");
}

const table = "arn:aws:dynamodb:eu-west-1:100000000000:table/regatta";

function decision(statements: readonly Statement[], values: Record<string, string | string[]> = {}): string {
  const context = new RequestContext(values);
  return decideFor({ identity: statements }, { action: "dynamodb:UpdateItem", resource: table, context })
    .decision;
}

/** A policy variable. */
const team = "$" + "{aws:PrincipalTag/team}";

const allow = { Effect: "Allow", Action: "dynamodb:*", Resource: "*" };

test.each<[string, object[], string]>([
  ["nothing allows it", [], "implicitDeny"],
  ["a statement allows it", [allow], "allowed"],
  ["actions are the same in any case", [{ ...allow, Action: "DynamoDB:updateitem" }], "allowed"],
  ["a deny beats every allow", [allow, { ...allow, Effect: "Deny" }], "explicitDeny"],
  ["NotAction allows everything else", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], "allowed"],
  [
    "NotAction leaves out what it names",
    [{ Effect: "Allow", NotAction: "dynamodb:Up*", Resource: "*" }],
    "implicitDeny",
  ],
  ["a resource fits by wildcards", [{ ...allow, Resource: "arn:aws:dynamodb:*:*:table/reg?tta" }], "allowed"],
  ["another resource does not", [{ ...allow, Resource: `${table}2` }], "implicitDeny"],
  [
    "NotResource leaves out what it names",
    [{ Effect: "Allow", Action: "*", NotResource: table }],
    "implicitDeny",
  ],
])("%s", (_, statements, expected) => {
  expect(decision(policy(...statements))).toBe(expected);
});

test.each<[string, object, Record<string, string | string[]>, boolean]>([
  [
    "StringEquals",
    { StringEquals: { "aws:RequestTag/team": ["a", "b"] } },
    { "aws:requesttag/TEAM": "b" },
    true,
  ],
  ["a key that is not there", { StringEquals: { "sts:ExternalId": "x" } }, {}, false],
  ["a negation of a key that is not there", { StringNotEquals: { "sts:ExternalId": "x" } }, {}, true],
  ["IfExists of a key that is not there", { StringEqualsIfExists: { "sts:ExternalId": "x" } }, {}, true],
  ["Null of a key that is not there", { Null: { "sts:ExternalId": "true" } }, {}, true],
  ["StringLike", { StringLike: { k: "repo:shop/*" } }, { k: "repo:shop/main" }, true],
  ["Bool", { Bool: { "aws:SecureTransport": true } }, { "aws:SecureTransport": "true" }, true],
  [
    "an older token",
    { DateLessThan: { "aws:TokenIssueTime": "2030-01-01T00:00:10Z" } },
    { "aws:TokenIssueTime": "2030-01-01T00:00:09Z" },
    true,
  ],
  [
    "a token of the same second",
    { DateLessThan: { "aws:TokenIssueTime": "2030-01-01T00:00:10Z" } },
    { "aws:TokenIssueTime": "2030-01-01T00:00:10Z" },
    false,
  ],
  [
    "ArnLike",
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci" } },
    { "aws:PrincipalArn": "arn:aws:iam::1:role/ci" },
    true,
  ],
  [
    "all of several values",
    { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "pool#a*" } },
    { "dynamodb:LeadingKeys": ["pool#a", "pool#a/x"] },
    true,
  ],
  [
    "all, and one is another",
    { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "pool#a*" } },
    { "dynamodb:LeadingKeys": ["pool#a", "pool#b"] },
    false,
  ],
  ["all of none", { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "pool#a" } }, {}, true],
  [
    "any of several values",
    { "ForAnyValue:StringEquals": { "aws:TagKeys": "x" } },
    { "aws:TagKeys": ["y", "x"] },
    true,
  ],
  ["any of none", { "ForAnyValue:StringEquals": { "aws:TagKeys": "x" } }, {}, false],
  ["a variable", { StringEquals: { k: team } }, { k: "a", "aws:PrincipalTag/team": "a" }, true],
  ["a variable without a value", { StringEquals: { k: team } }, { k: "" }, false],
])("a condition on %s", (_, Condition, values, holds) => {
  expect(decision(policy({ ...allow, Condition }), values)).toBe(holds ? "allowed" : "implicitDeny");
});

test("a boundary and a session policy allow nothing by themselves, and each can refuse", () => {
  const request = { action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context: new RequestContext() };
  const all = policy({ Effect: "Allow", Action: "*", Resource: "*" });
  const none = policy();
  expect(decideFor({ identity: none, boundary: all }, request)).toEqual({
    by: "identity-based policy",
    decision: "implicitDeny",
  });
  expect(decideFor({ identity: all, boundary: none }, request)).toEqual({
    by: "permissions boundary",
    decision: "implicitDeny",
  });
  expect(decideFor({ identity: all, session: none }, request)).toEqual({
    by: "session policy",
    decision: "implicitDeny",
  });
  const denied = policy({ Effect: "Deny", Action: "s3:*", Resource: "*" });
  expect(decideFor({ identity: all, boundary: denied, session: none }, request).decision).toBe(
    "explicitDeny",
  );
});

test.each([
  ["no JSON", "{", "invalid Json"],
  ["no vendor", { Statement: [{ Effect: "Allow", Action: "Put", Resource: "*" }] }, "vendor"],
  ["no resource", { Statement: [{ Effect: "Allow", Action: "s3:*" }] }, "resources"],
  [
    "an unknown condition",
    { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*", Condition: { Like: {} } }] },
    "Condition type",
  ],
])("a policy with %s is malformed", (_, document, message) => {
  expect(() => readPolicy(document, "identity")).toThrow(message);
});

test("a pattern made of a text by putting * over a part of it fits that text", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab.*+(/:$\\^") });
  fc.assert(fc.property(text, text, text, (a, b, c) => fitsWildcard(`${a}*${c}`, a + b + c)));
  fc.assert(fc.property(text, text, (a, b) => a.includes("*") || fitsWildcard(a, b) === (a === b)));
});
