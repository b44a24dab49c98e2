import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { openTemplate } from "../templates/open-template.ts";
import { localReferences } from "./local-references.ts";
import { type PackagedProperty, packagedProperties } from "./packaged-properties.ts";
import { type PackageLocation, replaceValues } from "./replace-values.ts";

const location: PackageLocation = { bucket: "b", key: "regatta/k.zip", url: "https://b.s3/regatta/k.zip" };

function packaged(text: string): string {
  const found = localReferences(openTemplate(text));
  return replaceValues(
    text,
    found.map(({ range, form }) => ({ range, form, location })),
  );
}

const written = (form: PackagedProperty["form"]) => {
  if (form === "s3-url") return "s3://b/regatta/k.zip";
  return form === "https-url" ? location.url : { [form.bucket]: "b", [form.key]: "regatta/k.zip" };
};

const cases = packagedProperties.map(
  (property) => [property.type, property.path.join("."), property] as const,
);

test.each(cases)("%s: a path in %s is found and takes the form the type wants", (type, _, property) => {
  const nested = property.path.reduceRight<unknown>((value, name) => ({ [name]: value }), "./code");
  const text = JSON.stringify({ Resources: { It: { Type: type, Properties: nested } } }, null, "\t");
  const [found, ...more] = localReferences(openTemplate(text));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ path: "./code", content: property.content });
  const { It } = JSON.parse(packaged(text)).Resources;
  const value = property.path.reduce((inside, name) => inside[name], It.Properties);
  expect(value).toEqual(written(property.form));
});

test("comments, tags, numbers and layout stay as they were written", () => {
  const text = `# What it is for
Globals:
  Function: { Runtime: nodejs22.x, CodeUri: ../shared }   # for all
Resources:
  Handler: # the one
    Type: AWS::Lambda::Function
    Properties:
      Code: "./dist" # built
      Environment: { Variables: { Account: 012345678901, Rate: 1.10, Long: 12345678901234567890 } }
      FunctionName: !Sub "\${AWS::StackName}-handler"
      Role: !GetAtt Role.Arn
  Folded:
    Type: AWS::Lambda::LayerVersion
    Properties:
      Content: >-
        ./layer
      LayerName: x
`;
  expect(packaged(text)).toBe(
    text
      .replace("../shared", '"s3://b/regatta/k.zip"')
      .replace('"./dist"', '{"S3Bucket": "b", "S3Key": "regatta/k.zip"}')
      .replace(">-\n        ./layer\n", '{"S3Bucket": "b", "S3Key": "regatta/k.zip"}\n'),
  );
});

test("what is computed, an object already, or a URL is left to CloudFormation", () => {
  const text = `
Resources:
  A: { Type: AWS::Lambda::Function, Properties: { Code: !Sub "./\${x}" } }
  B: { Type: AWS::Lambda::Function, Properties: { Code: { ZipFile: "./inline" } } }
  C: { Type: AWS::Lambda::Function, Properties: { Code: { "Fn::If": [x, ./a, ./b] } } }
  D: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://bucket/key } }
  E: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: "https://s3.amazonaws.com/b/t.yaml" } }
  F: { Type: AWS::SNS::Topic, Properties: { Code: ./dist } }
  G: { Type: AWS::Lambda::Function }
  H: { Type: AWS::Lambda::Function, Properties: { Code: "" } }
  "Fn::ForEach::Functions": [Name, [a], { "F\${Name}": { Type: AWS::Lambda::Function } }]
`;
  expect(localReferences(openTemplate(text))).toEqual([]);
  expect(packaged(text)).toBe(text);
});

test("files of the AWS::Include transform are found wherever they stand, with their lines", () => {
  const text = `Transform: { Name: AWS::Include, Parameters: { Location: ./head.yaml } }
Resources:
  Fn::Transform:
    Name: AWS::Include
    Parameters:
      Location: parts/more.yaml
  A: { Type: AWS::SNS::Topic, Properties: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/k } } } }
`;
  const found = localReferences(openTemplate(text)).map(({ path, line, what }) => ({ path, line, what }));
  const what = "Location of an AWS::Include";
  expect(found).toEqual([
    { path: "./head.yaml", line: 1, what },
    { path: "parts/more.yaml", line: 6, what },
  ]);
});

test("replacing changes the values and nothing else, whatever the template looks like", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 20 });
  const resource = fc.record({ path: text, comment: text, flow: fc.boolean(), quoted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(resource, { minLength: 1, maxLength: 6 }), (resources) => {
      const lines = resources.flatMap(({ path, comment, flow, quoted }, i) => {
        const value = quoted ? JSON.stringify(path) : `./p${i}`;
        const note = ` # ${comment.replace(/[\p{C}\p{Z}]/gu, "_")}`;
        const type = "AWS::Lambda::Function";
        if (flow)
          return [`  R${i}: { Type: ${type}, Properties: { Code: ${value}, Handler: h${i} } }${note}`];
        return [`  R${i}:`, `    Type: ${type}`, "    Properties:", `      Code: ${value}${note}`];
      });
      const template = ["Resources:", ...lines, ""].join("\n");
      const found = localReferences(openTemplate(template));
      const after = parseDocument(packaged(template)).toJS();
      const before = parseDocument(template).toJS();
      for (const [name, { Properties }] of Object.entries<{ Properties: { Code: unknown } }>(
        before.Resources,
      )) {
        const local = found.some(({ what }) => what === `Code of ${name}`);
        if (local) Properties.Code = { S3Bucket: "b", S3Key: "regatta/k.zip" };
      }
      expect(after).toEqual(before);
    }),
  );
});
