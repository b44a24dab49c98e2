import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { taggedServerlessConfig } from "./serverless-config.ts";

const tags = { "regatta:service": "orders", "regatta:fingerprint": "abc" };

function tagged(text: string, name = "serverless.yml") {
  return taggedServerlessConfig({ path: `/services/orders/${name}`, text }, tags);
}

test("YAML keeps its comments, its variables and CloudFormation's tags, and gains the stack tags", () => {
  const { path, text } = tagged(`service: orders # ours
provider:
  name: aws
  stackTags: { team: "\${self:custom.team}" }
resources:
  Outputs:
    Arn: { Value: !GetAtt Table.Arn }
    Url:
      Value: !Sub "https://\${Api}.example.com"
`);
  expect(path).toBe("/services/orders/regatta-serverless.yml");
  expect(text).toContain("service: orders # ours");
  expect(text).toContain("!GetAtt Table.Arn");
  expect(text).toMatch(/!Sub "https:\/\/\$\{Api\}\.example\.com"/);
  expect(parse(text, { logLevel: "silent" }).provider).toEqual({
    name: "aws",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: serverless's own notation.
    stackTags: { team: "${self:custom.team}", ...tags },
  });
});

test("a provider that is only a name, and JSON, gain them too", () => {
  expect(parse(tagged("service: orders\nprovider: aws\n").text).provider).toEqual({
    name: "aws",
    stackTags: tags,
  });
  const json = tagged('{"service":"orders","provider":{"name":"aws"}}', "serverless.json");
  expect(json.path).toBe("/services/orders/regatta-serverless.json");
  expect(JSON.parse(json.text).provider.stackTags).toEqual(tags);
});

test("the user's file stays out of the package, as the framework leaves out the file it is given", () => {
  const patterns = (text: string) => parse(tagged(`provider: { name: aws }\n${text}`).text).package.patterns;
  expect(patterns("")).toEqual(["!serverless.yml"]);
  expect(patterns("package: { individually: true }")).toEqual(["!serverless.yml"]);
  expect(patterns("package: { patterns: [src/**] }")).toEqual(["src/**", "!serverless.yml"]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: serverless's own notation.
  expect(patterns("package: { patterns: '${file(patterns.yml)}' }")).toBe("${file(patterns.yml)}");
});

test("a configuration that sets them from Regatta's variables is used as it is", () => {
  const own =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: serverless's own notation.
    "provider:\n  stackTags:\n    regatta:service: orders\n    regatta:fingerprint: ${env:REGATTA_FINGERPRINT}\n";
  expect(tagged(own)).toEqual({ path: "/services/orders/serverless.yml", text: own });
});

test.each([
  // biome-ignore lint/suspicious/noTemplateCurlyInString: serverless's own notation.
  ["a provider from elsewhere", "provider: ${file(../provider.yml)}\n"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: serverless's own notation.
  ["tags from elsewhere", "provider:\n  name: aws\n  stackTags: ${self:custom.tags}\n"],
  ["broken YAML", "provider: {\n"],
])("%s cannot be written to, and the lines to add are said", (_what, text) => {
  expect(() => tagged(text)).toThrow(
    expect.objectContaining({
      code: "SERVERLESS_CONFIG_FIXED",
      nextStep: expect.stringContaining("stackTags:"),
    }),
  );
});

test("a program is wrapped by one in its own manner of modules", async () => {
  const cjs = tagged("module.exports = async () => ({ provider: { name: 'aws' } })", "serverless.js");
  expect(cjs.path).toBe("/services/orders/regatta-serverless.js");
  const module = { exports: Promise.resolve({}) };
  const own = async () => ({ service: "orders", provider: { name: "aws", stackTags: { team: "red" } } });
  new Function("module", "require", cjs.text)(module, (from: string) => from === "./serverless.js" && own);
  expect(await module.exports).toEqual({
    service: "orders",
    package: { patterns: ["!serverless.js"] },
    provider: { name: "aws", stackTags: { team: "red", ...tags } },
  });
  expect(tagged("export default {}", "serverless.ts").text).toContain('import own from "./serverless.ts"');
});
