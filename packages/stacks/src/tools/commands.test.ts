import { expect, test } from "@jest/globals";
import type { CdkDeployer, SamDeployer, ServerlessDeployer } from "../service/deployer.ts";
import { aService } from "../testing/a-service.ts";
import type { CdkStack } from "./cdk-assembly.ts";
import { cdkDeployCommand, cdkSaysNoUpdates, cdkSynthCommand } from "./cdk-command.ts";
import { howToTag } from "./how-to-tag.ts";
import { samCommand } from "./sam-command.ts";
import { serverlessCommand } from "./serverless-command.ts";
import { shellCommand } from "./shell-command.ts";

const tags = { "regatta:service": "orders", "regatta:fingerprint": "abc" };
const cdk: CdkDeployer = { kind: "cdk", context: {}, parameters: {}, args: [] };
const sam: SamDeployer = {
  kind: "sam",
  template: "/services/orders/.aws-sam/build/template.yaml",
  parameters: {},
  capabilities: [],
  args: [],
};
const serverless: ServerlessDeployer = { kind: "serverless", stage: "test", params: {}, args: [] };

function input<D>(deployer: D, special: Parameters<typeof aService>[1] = {}) {
  const environment = { PATH: "/bin", AWS_CONTAINER_AUTHORIZATION_TOKEN: "secret" };
  const account = "210000000001/eu-west-1";
  return { service: aService("orders", special), deployer, tags, environment, account };
}

/** What follows each `--name` of a command, in order. */
function values(args: string[], name: string): string[] {
  return args.flatMap((arg, at) => (arg === name ? [args[at + 1] ?? ""] : []));
}

function aCdkStack(id: string, special: Partial<CdkStack> = {}): CdkStack {
  return { id, stackName: id.replaceAll("/", "-"), environment: "", tags: {}, ...special };
}

test("every deploy knows what it deploys, where, and with which tags, and keeps the account's environment", () => {
  const deploy = input({ kind: "command" as const, command: "make deploy" }, { stackNames: ["a", "b"] });
  expect(shellCommand(deploy)).toMatchObject({
    file: "sh",
    args: ["-c", "make deploy"],
    cwd: "/services/orders",
    env: {
      PATH: "/bin",
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "secret",
      REGATTA_SERVICE: "orders",
      REGATTA_STACK_NAMES: "a b",
      REGATTA_FINGERPRINT: "abc",
      REGATTA_STACK_TAGS: "regatta:service=orders regatta:fingerprint=abc",
      REGATTA_STACK_TAGS_JSON:
        '[{"Key":"regatta:service","Value":"orders"},{"Key":"regatta:fingerprint","Value":"abc"}]',
      REGATTA_ACCOUNT_ID: "210000000001",
      REGATTA_REGION: "eu-west-1",
      REGATTA_MODE: "standard",
    },
  });
});

test("no command line holds a secret", () => {
  const commands = [
    cdkSynthCommand(input(cdk), "/tmp/out"),
    cdkDeployCommand(input(cdk), [aCdkStack("Orders")], "/tmp/out"),
    samCommand(input(sam)),
    serverlessCommand(input(serverless), "/services/orders/serverless.yml"),
  ];
  for (const { args } of commands) expect(args.join(" ")).not.toContain("secret");
});

test("cdk synthesises what the app and the context say, into a folder of its own", () => {
  const { args, cwd } = cdkSynthCommand(
    input({ ...cdk, app: "node app.mjs", context: { stage: "test", size: "2" } }),
    "/tmp/out",
  );
  expect(cwd).toBe("/services/orders");
  expect(values(args, "--app")).toEqual(["node app.mjs"]);
  expect(values(args, "--output")).toEqual(["/tmp/out"]);
  expect(values(args, "--context")).toEqual(["stage=test", "size=2"]);
  expect(cdkSynthCommand(input(cdk), "/tmp/out").args).not.toContain("--app");
});

test("cdk deploys exactly the service's stacks, waits for their end, and asks nothing", () => {
  const parameters = { Size: "2", "Orders:Stage": "test" };
  const stacks = [aCdkStack("Test/Orders"), aCdkStack("Test/Table")];
  const { args } = cdkDeployCommand(
    input({ ...cdk, app: "ignored", parameters, args: ["--asset-parallelism"] }),
    stacks,
    "/tmp/out",
  );
  expect(args.slice(0, 3)).toEqual(["deploy", "Test/Orders", "Test/Table"]);
  expect(args).toEqual(expect.arrayContaining(["--exclusively", "--asset-parallelism"]));
  expect(values(args, "--app")).toEqual(["/tmp/out"]);
  expect(values(args, "--require-approval")).toEqual(["never"]);
  expect(values(args, "--method")).toEqual(["direct"]);
  expect(values(args, "--concurrency")).toEqual(["2"]);
  expect(values(args, "--parameters")).toEqual(["Size=2", "Orders:Stage=test"]);
  expect(args).not.toContain("--express");
});

test("cdk's --tags carries the tags on which the app's stacks agree beside Regatta's", () => {
  const stacks = [
    aCdkStack("Orders", { tags: { team: "red", cost: "1" } }),
    aCdkStack("Table", { tags: { team: "red", cost: "2" } }),
  ];
  const { args } = cdkDeployCommand(input(cdk), stacks, "/tmp/out");
  expect(values(args, "--tags")).toEqual(["team=red", "regatta:service=orders", "regatta:fingerprint=abc"]);
});

test("express mode rolls back in cdk too, and is an option of sam", () => {
  const express = { mode: "express" as const };
  const { args } = cdkDeployCommand(input(cdk, express), [aCdkStack("Orders")], "/tmp/out");
  expect(args).toEqual(expect.arrayContaining(["--express", "--rollback"]));
  expect(samCommand(input(sam, express)).args).toContain("--express");
  expect(samCommand(input(sam)).args).not.toContain("--express");
});

test("cdk had nothing to do when it says so of every stack", () => {
  expect(cdkSaysNoUpdates(" ✅  Orders (no changes)\n\n ✅  Table (no changes)\n")).toBe(true);
  expect(cdkSaysNoUpdates(" ✅  Orders (no changes)\n\n ✅  Table\n")).toBe(false);
  expect(cdkSaysNoUpdates("")).toBe(false);
});

test("sam is told the template, the stack and the tags; any value of a parameter arrives as it is", () => {
  const { args, cwd } = samCommand(
    input(
      { ...sam, parameters: { A: "x y,z=1", B: "a\"b\\c'" }, capabilities: ["CAPABILITY_IAM"] },
      { stackName: "orders-test" },
    ),
  );
  expect(cwd).toBe("/services/orders");
  expect(values(args, "--template-file")).toEqual([sam.template]);
  expect(values(args, "--stack-name")).toEqual(["orders-test"]);
  expect(values(args, "--capabilities")).toEqual(["CAPABILITY_IAM"]);
  const overrides = args.slice(args.indexOf("--parameter-overrides") + 1, args.indexOf("--tags"));
  expect(overrides).toEqual([
    'ParameterKey=A,ParameterValue="x y,z=1"',
    'ParameterKey=B,ParameterValue="a\\"b\\c\'"',
  ]);
  expect(args.slice(-3)).toEqual(["--tags", "regatta:service=orders", "regatta:fingerprint=abc"]);
  expect(args).toContain("--resolve-s3");
});

test.each(["C:\\\\dir\\\\", 'a\\\\"b', "a\\\\ b"])(
  "a parameter that sam would not get as it is, %s, is refused",
  (value) => {
    expect(() => samCommand(input({ ...sam, parameters: { A: value } }))).toThrow(
      expect.objectContaining({ code: "TOOL_ARGUMENT_REFUSED", nextStep: expect.stringContaining("A") }),
    );
  },
);

test("sam finds a bucket by itself only when it is told none", () => {
  for (const args of [["--s3-bucket", "mine"], ["--s3-bucket=mine"], ["--no-resolve-s3"]]) {
    expect(samCommand(input({ ...sam, args })).args).not.toContain("--resolve-s3");
  }
});

test("serverless is told stage, region and parameters, and not to look for changes by itself", () => {
  const { args, cwd } = serverlessCommand(
    input({ ...serverless, params: { size: "2" }, args: ["--verbose"] }),
    "/services/orders/api/regatta-serverless.yml",
  );
  expect(cwd).toBe("/services/orders/api");
  expect(args.slice(0, 4)).toEqual(["deploy", "--config", "regatta-serverless.yml", "--force"]);
  expect(values(args, "--stage")).toEqual(["test"]);
  expect(values(args, "--region")).toEqual(["eu-west-1"]);
  expect(values(args, "--param")).toEqual(["size=2"]);
  expect(args.at(-1)).toBe("--verbose");
});

test.each([
  ["cdk", "--hotswap", () => cdkDeployCommand(input({ ...cdk, args: ["--hotswap"] }), [], "/out")],
  ["cdk", "--tags", () => cdkSynthCommand(input({ ...cdk, args: ["--tags=a=b"] }), "/out")],
  ["sam", "--guided", () => samCommand(input({ ...sam, args: ["--guided"] }))],
  [
    "serverless",
    "--stage",
    () => serverlessCommand(input({ ...serverless, args: ["--stage", "x"] }), "/a/serverless.yml"),
  ],
])("%s refuses %s, which contradicts Regatta", (_tool, name, build) => {
  expect(build).toThrow(
    expect.objectContaining({
      code: "TOOL_ARGUMENT_REFUSED",
      source: "user",
      nextStep: `Take ${name} out of the args of "orders".`,
    }),
  );
});

test("how to set missing tags names what to add, and where, for each tool", () => {
  const service = aService("orders");
  const how = (deployer: Parameters<typeof howToTag>[0]) => howToTag(deployer, service, tags);
  expect(how(serverless)).toBe(
    [
      "Add to serverless.yml in /services/orders:",
      "provider:",
      "  stackTags:",
      // biome-ignore-start lint/suspicious/noTemplateCurlyInString: serverless's own notation.
      "    regatta:service: ${env:REGATTA_SERVICE}",
      "    regatta:fingerprint: ${env:REGATTA_FINGERPRINT}",
      // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
    ].join("\n"),
  );
  expect(how({ kind: "command", command: "x" })).toContain("--tags $REGATTA_STACK_TAGS");
  expect(how(cdk)).toContain("cdk.json in /services/orders");
  expect(how(sam)).toContain("samconfig.toml in /services/orders");
  expect(how(service.deployer)).toContain("nothing else change the tags");
});
