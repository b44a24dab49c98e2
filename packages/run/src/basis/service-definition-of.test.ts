import { expect, test } from "@jest/globals";
import type { DeployerConfig, ServiceConfig } from "@regatta/config";
import { serviceDefinitionOf } from "./service-definition-of.ts";

const common = {
  directory: "/repo/orders",
  stackNames: ["orders"] as const,
  dependsOn: ["payments"],
  environment: ["STAGE"],
  inputs: ["../shared"],
  probes: [],
  prepare: [],
  prepareOutputs: [],
  timeoutSeconds: 60,
};
const definition = (deployer: DeployerConfig, more: Partial<ServiceConfig> = {}) =>
  serviceDefinitionOf("orders", { ...common, ...deployer, ...more } as ServiceConfig, "/checkout/orders");

test("what every service has", () => {
  expect(definition({ deployer: "command", command: "make" })).toEqual({
    name: "orders",
    directory: "/checkout/orders",
    stackNames: ["orders"],
    deployer: { kind: "command", command: "make" },
    dependsOn: ["payments"],
    environment: ["STAGE"],
    inputs: ["../shared"],
    timeoutMs: 60_000,
  });
});

test("files are found from the service's folder, wherever it was checked out", () => {
  const packages = [{ path: "dist", bucketParameter: "Bucket", keyParameter: "Key" }];
  const texts = { parameters: { Stage: "test" }, capabilities: [] };
  const native: DeployerConfig = { deployer: "cloudformation", template: "../t.yaml", packages, ...texts };
  expect(definition({ ...native, mode: "express" })).toMatchObject({
    mode: "express",
    deployer: {
      kind: "cloudformation",
      template: "/checkout/t.yaml",
      packages: [{ ...packages[0], path: "/checkout/orders/dist" }],
      ...texts,
    },
  });
  const sam = definition({ deployer: "sam", template: "t.yaml", args: ["--debug"], ...texts });
  expect(sam.deployer).toEqual({
    kind: "sam",
    template: "/checkout/orders/t.yaml",
    args: ["--debug"],
    ...texts,
  });
  const serverless: DeployerConfig = { deployer: "serverless", stage: "dev", params: {}, args: [] };
  expect(definition(serverless).deployer).toEqual({ kind: "serverless", stage: "dev", params: {}, args: [] });
  expect(definition({ ...serverless, config: "s.yml" }).deployer).toMatchObject({
    config: "/checkout/orders/s.yml",
  });
});

test("an app of cdk is a command or a folder, and stays as written", () => {
  const cdk = definition({ deployer: "cdk", app: "cdk.out", context: { a: "b" }, parameters: {}, args: [] });
  expect(cdk.deployer).toEqual({
    kind: "cdk",
    app: "cdk.out",
    context: { a: "b" },
    parameters: {},
    args: [],
  });
});

test("what build steps make is no part of what decides a deploy, with or without a .gitignore", () => {
  const steps = { prepare: ["npm ci"], prepareOutputs: ["node_modules", "dist"] };
  expect(definition({ deployer: "command", command: "make" }, steps)).toMatchObject({
    prepare: ["npm ci"],
    inputs: ["../shared", "!node_modules", "!dist"],
  });
});

test("the patience of probes is in milliseconds", () => {
  const patience = { timeoutSeconds: 2, everySeconds: 0.5 };
  const probes: ServiceConfig["probes"] = [
    { ...patience, kind: "command", command: "true" },
    { ...patience, kind: "http", url: "https://x", status: 204 },
    { ...patience, kind: "resource", logicalId: "Api" },
  ];
  const expected = { timeoutMs: 2_000, everyMs: 500 };
  expect(definition({ deployer: "command", command: "make" }, { probes }).probes).toEqual([
    { ...expected, kind: "command", command: "true" },
    { ...expected, kind: "http", url: "https://x", status: 204 },
    { ...expected, kind: "resource", logicalId: "Api" },
  ]);
});
