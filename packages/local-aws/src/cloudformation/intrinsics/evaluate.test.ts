import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { stackScope } from "../engine/stack-scope.ts";
import type { Json } from "../json.ts";
import { parseTemplate } from "../template/parse-template.ts";
import { evaluate } from "./evaluate.ts";

const template = parseTemplate(`
Parameters:
  Name: {Type: String}
  Zones: {Type: CommaDelimitedList}
Mappings: {Sizes: {eu-west-1: {small: 1, large: [2, 3]}}}
Conditions:
  IsProd: !Equals [!Ref Name, prod]
  IsApp: !Equals [!Ref Name, app]
  Both: !And [!Condition IsApp, !Not [!Condition IsProd]]
  Either: !Or [!Condition IsProd, !Condition IsApp]
Resources: {Table: {Type: "T::U::V"}}
`);

const scope = stackScope({
  template,
  parameters: { Name: "app", Zones: "a, b" },
  identity: {
    account: "210000000001",
    region: "eu-west-1",
    stackId: "arn:stack",
    stackName: "shop",
    notificationArns: ["arn:topic"],
  },
  physicalId: (id) => (id === "Table" ? "shop-table" : undefined),
  attribute: (id, name) => `${id}:${name}`,
  exportValue: (name) => (name === "vpc" ? "vpc-1" : undefined),
});

const evaluated = (value: Json) => evaluate(value, scope);

test.each<[Json, Json | undefined]>([
  [{ Ref: "Name" }, "app"],
  [{ Ref: "Zones" }, ["a", "b"]],
  [{ Ref: "Table" }, "shop-table"],
  [{ Ref: "AWS::AccountId" }, "210000000001"],
  [{ Ref: "AWS::Region" }, "eu-west-1"],
  [{ Ref: "AWS::StackName" }, "shop"],
  [{ Ref: "AWS::StackId" }, "arn:stack"],
  [{ Ref: "AWS::Partition" }, "aws"],
  [{ Ref: "AWS::URLSuffix" }, "amazonaws.com"],
  [{ Ref: "AWS::NotificationARNs" }, ["arn:topic"]],
  [{ Ref: "AWS::NoValue" }, undefined],
  [{ "Fn::GetAtt": ["Table", "Stream.Arn"] }, "Table:Stream.Arn"],
  [{ "Fn::GetAtt": "Table.Arn" }, "Table:Arn"],
  [{ "Fn::Join": ["-", ["a", { Ref: "Name" }, 1]] }, "a-app-1"],
  [{ "Fn::Join": ["/", { Ref: "Zones" }] }, "a/b"],
  [{ "Fn::Select": ["1", { Ref: "Zones" }] }, "b"],
  [{ "Fn::Split": ["|", "a|b||"] }, ["a", "b", "", ""]],
  [{ "Fn::Base64": "text" }, "dGV4dA=="],
  [{ "Fn::ImportValue": { "Fn::Sub": "vpc" } }, "vpc-1"],
  [{ "Fn::FindInMap": ["Sizes", { Ref: "AWS::Region" }, "large"] }, [2, 3]],
  [{ "Fn::GetAZs": "" }, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
  [
    { "Fn::Sub": `\${Name}-\${Table}-\${Table.Arn}-\${!Kept}-\${AWS::Region}` },
    `app-shop-table-Table:Arn-\${Kept}-eu-west-1`,
  ],
  [{ "Fn::Sub": [`\${Own}-\${Name}`, { Own: { Ref: "Table" }, Name: "own" }] }, "shop-table-own"],
  [{ "Fn::If": ["Both", "yes", "no"] }, "yes"],
  [{ "Fn::If": ["IsProd", { Ref: "Nowhere" }, "no"] }, "no"],
  [{ "Fn::If": ["Either", { Ref: "AWS::NoValue" }, "no"] }, undefined],
  [
    { a: { Ref: "AWS::NoValue" }, b: [1, { Ref: "AWS::NoValue" }, 2], c: null },
    { b: [1, 2], c: null },
  ],
  [{ Condition: { StringEquals: { Ref: "Name" } } }, { Condition: { StringEquals: "app" } }],
])("%j is %j", (value, expected) => {
  expect(evaluated(value)).toEqual(expected);
});

test.each<[Json, string]>([
  [{ "Fn::Select": [2, { Ref: "Zones" }] }, "Fn::Select cannot select nonexistent value at index 2"],
  [{ "Fn::FindInMap": ["Sizes", "us-east-1", "small"] }, "Unable to get mapping for Sizes::us-east-1::small"],
  [{ "Fn::ImportValue": "nothing" }, "No export named nothing found."],
  [{ "Fn::Join": ["-", "text"] }, "every Fn::Join object requires two parameters"],
  [{ "Fn::Split": ["", "text"] }, "every Fn::Split object requires two parameters"],
  [{ "Fn::Sub": [`\${A}`] }, "Fn::Sub intrinsic functions don't specify expected arguments"],
  [{ "Fn::Sub": `\${a b}` }, "must contain only alphanumeric characters"],
  [{ "Fn::If": ["IsProd", 1] }, "Fn::If requires a list argument with three parameters"],
  [{ "Fn::Not": ["maybe"] }, "every Fn::Not object requires boolean parameters"],
  [{ "Fn::And": [true] }, "every Fn::And object requires a list of at least 2 and at most 10"],
  ["{{resolve:ssm:/name}}", "local-aws does not resolve dynamic references"],
  [{ "Fn::Cidr": ["10.0.0.0/16", 1, 8] }, "local-aws does not know Fn::Cidr"],
])("%j is refused", (value, message) => {
  expect(() => evaluated(value)).toThrow(message);
});

/** Values that hold no function. */
const plain = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("a value without functions is left as it is", () => {
  fc.assert(fc.property(plain, (value) => expect(evaluated(value)).toEqual(value)));
});

test("splitting what was joined gives the list back", () => {
  const items = fc.array(fc.stringMatching(/^[a-z]*$/), { minLength: 1 });
  fc.assert(
    fc.property(items, (list) => {
      expect(evaluated({ "Fn::Split": [",", { "Fn::Join": [",", list] }] })).toEqual(list);
    }),
  );
});

test("text without placeholders goes through Fn::Sub unchanged", () => {
  const text = fc.string().filter((one) => !one.includes("$"));
  fc.assert(fc.property(text, (one) => expect(evaluated({ "Fn::Sub": one })).toBe(one)));
});

test("Not, And and Or follow logic", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 10 }), (list) => {
      const not = list.map((item) => ({ "Fn::Not": [item] }));
      expect(evaluated({ "Fn::Not": [{ "Fn::And": list }] })).toBe(evaluated({ "Fn::Or": not }));
      expect(evaluated({ "Fn::Or": list })).toBe(list.includes(true));
    }),
  );
});
