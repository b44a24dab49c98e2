import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aService } from "../testing/a-service.ts";
import { validateTemplates } from "./validate-templates.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "regatta-templates-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function check(...texts: string[]): Promise<string> {
  const services = texts.map((_, i) =>
    aService(`s${i}`, { directory, template: join(directory, `t${i}.yaml`) }),
  );
  await Promise.all(texts.map((text, i) => writeFile(join(directory, `t${i}.yaml`), text)));
  return validateTemplates(services).then(
    () => "valid",
    (error) => `${error.code}: ${error.message.replaceAll(`${directory}/`, "")}`,
  );
}

test("YAML with CloudFormation's tags in short and long form is accepted", async () => {
  const text = `
Parameters: { Stage: { Type: String } }
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub "\${Stage}-orders"
      Tags: [{ Key: a, Value: !Join ["-", [!Ref Stage, !GetAtt Other.Arn, Fn::ImportValue: !Sub "x"]] }]
Outputs:
  Name: { Value: !Ref Table, Condition: Never }
`;
  expect(await check(text)).toBe("valid");
});

test("JSON is accepted, also with tabs", async () => {
  expect(
    await check('{\n\t"Resources": {\n\t\t"Topic": {\n\t\t\t"Type": "AWS::SNS::Topic"\n\t\t}\n\t}\n}'),
  ).toBe("valid");
});

test("every problem of every template is listed, with its file and line", async () => {
  const message = await check(
    "Resources:\n  A: [\n  B: }\n",
    "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n  Topic:\n    Type: AWS::SNS::Topic\n",
    "Resources:\n  Good: { Type: AWS::SNS::Topic }\n  Bad:\n    Properties: {}\n",
    "Description: nothing\n",
    "- a list\n",
  );
  expect(message).toMatch(/^TEMPLATE_INVALID: t0.yaml:3: /);
  expect(message).toContain("t1.yaml:4: Map keys must be unique");
  expect(message).toContain("t2.yaml:3: the resource Bad has no Type");
  expect(message).toContain("t3.yaml:1: expected Resources to be a mapping");
  expect(message).toContain("t4.yaml:1: expected a mapping with Resources");
});

test("an empty template and one that is not there are refused", async () => {
  expect(await check("")).toContain("t0.yaml:1: expected a mapping");
  const missing = aService("gone", { directory, template: join(directory, "gone.yaml") });
  await expect(validateTemplates([missing])).rejects.toMatchObject({
    code: "TEMPLATE_INVALID",
    message: expect.stringContaining('service "gone"'),
  });
});

test("one byte more than CloudFormation takes from a bucket is too large", async () => {
  const head = "Resources: { Topic: { Type: AWS::SNS::Topic } }\n";
  const filler = (bytes: number) => `${head}#${"x".repeat(bytes - head.length - 1)}`;
  expect(await check(filler(1_000_000))).toBe("valid");
  expect(await check(filler(1_000_001))).toContain("TEMPLATE_TOO_LARGE");
});

test("loops of the language extensions are left to AWS", async () => {
  expect(
    await check(
      'Resources:\n  "Fn::ForEach::Topics": [Name, [a, b], {TopicOfName: {Type: AWS::SNS::Topic}}]\n',
    ),
  ).toBe("valid");
});

test("express mode and custom resources are refused together, each named with its line", async () => {
  const text = `Resources:
  Topic: { Type: AWS::SNS::Topic }
  Seed: { Type: Custom::Seed, Properties: { ServiceToken: !ImportValue seeder } }
  Other:
    Type: AWS::CloudFormation::CustomResource
`;
  expect(await check(text)).toBe("valid");
  const template = join(directory, "t0.yaml");
  const express = aService("seeded", { directory, template, mode: "express" });
  await expect(validateTemplates([express])).rejects.toMatchObject({
    code: "EXPRESS_UNSUPPORTED",
    source: "user",
    message: `${template}:3: express mode does not support the custom resource Seed (Custom::Seed)\n${template}:4: express mode does not support the custom resource Other (AWS::CloudFormation::CustomResource)`,
    nextStep: expect.stringContaining('"seeded"'),
  });
  await writeFile(template, "Resources: { Topic: { Type: AWS::SNS::Topic } }");
  await expect(validateTemplates([express])).resolves.toBeUndefined();
});

test("nested templates are checked too, those not built yet are not", async () => {
  const nest = (url: string) =>
    `Resources:\n  N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${url} } }\n`;
  await writeFile(join(directory, "inner.yaml"), "Resources:\n  Bad: {}\n");
  await writeFile(join(directory, "middle.yaml"), nest("inner.yaml"));
  expect(await check(nest("middle.yaml"))).toBe(
    "TEMPLATE_INVALID: inner.yaml:2: the resource Bad has no Type",
  );
  await writeFile(join(directory, "inner.yaml"), nest("middle.yaml"));
  expect(await check(nest("middle.yaml"), nest("not-built.yaml"))).toBe("valid");
});

test("a template outside the folder does not make what lies beside it an input", async () => {
  await writeFile(
    join(directory, "t0.yaml"),
    "Resources:\n  A: { Type: AWS::Lambda::Function, Properties: { Code: . } }\n",
  );
  const elsewhere = { directory: join(directory, "orders"), template: join(directory, "t0.yaml") };
  await expect(validateTemplates([aService("orders", elsewhere)])).rejects.toMatchObject({
    code: "PACKAGE_OUTSIDE_INPUTS",
  });
  const declared = aService("orders", { ...elsewhere, inputs: [directory] });
  await expect(validateTemplates([declared])).resolves.toBeUndefined();
});

test("code outside a service's folder and inputs is refused, all of it at once", async () => {
  const text = `Resources:
  A: { Type: AWS::Lambda::Function, Properties: { Code: ../elsewhere } }
  B: { Type: AWS::Lambda::Function, Properties: { Code: ./dist } }
`;
  const template = join(directory, "t0.yaml");
  await writeFile(template, text);
  const packages = [{ path: "/far/away", bucketParameter: "B", keyParameter: "K" }];
  const service = aService("orders", { directory, template, packages });
  const outside = 'lies outside the folder and the inputs of the service "orders"';
  await expect(validateTemplates([service])).rejects.toMatchObject({
    code: "PACKAGE_OUTSIDE_INPUTS",
    source: "user",
    message: `${template}:2: Code of A: ${join(directory, "../elsewhere")} ${outside}\n/far/away ${outside}`,
    nextStep: expect.stringContaining('inputs of "orders"'),
  });
});
