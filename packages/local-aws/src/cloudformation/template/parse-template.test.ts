import { expect, test } from "@jest/globals";
import { parseTemplate } from "./parse-template.ts";
import { parseTemplateText } from "./parse-text.ts";

const message = (body: string): string => {
  try {
    parseTemplate(body);
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
};

test("short forms are read as their long forms, nested as deep as one likes", () => {
  const text = `
Simple: !Ref Name
Attribute: !GetAtt Table.Stream.Arn
AttributeList: !GetAtt [Table, Arn]
Nested: !Join ["-", [!Ref A, !Sub "x\${B}", !Select [0, !Split [",", !ImportValue list]]]]
Block: !Sub
  - "\${Own}/\${Other}"
  - Own: !If [Yes, !Ref A, !Ref AWS::NoValue]
Map: !FindInMap [M, !Ref AWS::Region, key]
Not: !Not [!Condition Yes]
Base: !Base64 text
`;
  expect(parseTemplateText(text)).toEqual({
    Simple: { Ref: "Name" },
    Attribute: { "Fn::GetAtt": ["Table", "Stream.Arn"] },
    AttributeList: { "Fn::GetAtt": ["Table", "Arn"] },
    Nested: {
      "Fn::Join": [
        "-",
        [
          { Ref: "A" },
          { "Fn::Sub": `x\${B}` },
          { "Fn::Select": [0, { "Fn::Split": [",", { "Fn::ImportValue": "list" }] }] },
        ],
      ],
    },
    Block: {
      "Fn::Sub": [`\${Own}/\${Other}`, { Own: { "Fn::If": ["Yes", { Ref: "A" }, { Ref: "AWS::NoValue" }] } }],
    },
    Map: { "Fn::FindInMap": ["M", { Ref: "AWS::Region" }, "key"] },
    Not: { "Fn::Not": [{ Condition: "Yes" }] },
    Base: { "Fn::Base64": "text" },
  });
});

test("dates stay text, anchors and merges are resolved", () => {
  const text = "AWSTemplateFormatVersion: 2010-09-09\na: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n";
  expect(parseTemplateText(text)).toEqual({
    AWSTemplateFormatVersion: "2010-09-09",
    a: { k: 1 },
    b: { k: 1, l: 2 },
  });
});

test.each([
  ["Resources: {A: {Type: !Nothing x}}", "Template format error: YAML not well-formed. (line 1, column 23)"],
  ["Resources:\n  A: [", "Template format error: YAML not well-formed. (line 2, column 7)"],
  ['{"Resources": }', "Template format error: JSON not well-formed."],
  ["just text", "Template format error: unsupported structure."],
  ["Description: d", "Template format error: At least one Resources member must be defined."],
  ["Resources: {A: {Type: 'T::U::V'}}\nOutput: {}", "Invalid template property or properties [Output]"],
  [
    "AWSTemplateFormatVersion: 2011-01-01\nResources: {A: {Type: 'T::U::V'}}",
    "Template format error: unsupported value for AWSTemplateFormatVersion.",
  ],
  [
    "Resources: {A: {Properties: {}}}",
    "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
  ],
  ["Resources: {A-b: {Type: 'T::U::V'}}", "Template format error: Resource name A-b is non alphanumeric."],
  ["Resources: {A: {Type: Table}}", "Template format error: Unrecognized resource types: [Table]"],
  ["Resources: {A: {Type: 'T::U::V', Propertys: {}}}", "Invalid template resource property 'Propertys'"],
  [
    "Resources: {A: {Type: 'T::U::V', DependsOn: C, Properties: {X: !Ref B}}}",
    "Template format error: Unresolved resource dependencies [B, C] in the Resources block of the template",
  ],
  [
    "Resources: {A: {Type: 'T::U::V', Properties: {X: !GetAtt B.Arn}}}",
    "Template error: instance of Fn::GetAtt references undefined resource B",
  ],
  [
    `Resources: {A: {Type: 'T::U::V'}}\nOutputs: {O: {Value: !Sub '\${B}'}}`,
    "Template format error: Unresolved resource dependencies [B] in the Outputs block of the template",
  ],
  [
    "Resources: {A: {Type: 'T::U::V', Condition: C}}",
    "Template format error: Unresolved condition dependency C in the Resources block of the template",
  ],
  [
    "Conditions: {C: !Equals [!Ref A, a]}\nResources: {A: {Type: 'T::U::V'}}",
    "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template",
  ],
  [
    "Resources: {A: {Type: 'T::U::V'}}\nOutputs: {O: {Description: d}}",
    "Template format error: Every Outputs member must contain a Value object",
  ],
  [
    "Resources: {A: {Type: 'T::U::V', DependsOn: B}, B: {Type: 'T::U::V', Properties: {X: !Ref A}}, C: {Type: 'T::U::V', DependsOn: A}}",
    "Circular dependency between resources: [A, B]",
  ],
])("%s is refused", (body, expected) => {
  expect(message(body)).toContain(expected);
});

test("a template of 1,000,000 bytes is the largest that is taken", () => {
  const body = "Resources: {A: {Type: 'T::U::V'}}\n";
  expect(message(body + "#".repeat(1_000_000 - body.length))).toBe("accepted");
  expect(message(body + "#".repeat(1_000_001 - body.length))).toContain("exceed 1000000 bytes");
  expect(message(`${body}#${"é".repeat(500_000)}`)).toContain("exceed 1000000 bytes");
});
