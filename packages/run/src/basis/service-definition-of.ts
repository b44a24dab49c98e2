import { resolve } from "node:path";
import type { ServiceConfig } from "@regatta/config";
import type { Deployer, Probe, ServiceDefinition } from "@regatta/stacks";

/**
 * What a service of the configuration is to the deployers.
 * @param directory its folder, absolute; of a service from another repository, in its checkout.
 */
export function serviceDefinitionOf(
  name: string,
  service: ServiceConfig,
  directory: string,
): ServiceDefinition {
  const { stackNames, dependsOn, environment, probes, prepare, timeoutSeconds } = service;
  return {
    name,
    directory,
    stackNames,
    deployer: deployerOf(service, directory),
    dependsOn,
    environment,
    inputs: inputsOf(service),
    ...("mode" in service && service.mode !== undefined ? { mode: service.mode } : {}),
    ...(probes.length === 0 ? {} : { probes: probes.map(probeOf) }),
    ...(prepare.length === 0 ? {} : { prepare }),
    timeoutMs: timeoutSeconds * 1_000,
  };
}

// What steps make is decided by what they make it from: built or not, it is the same service.
function inputsOf({ inputs, prepare, prepareOutputs }: ServiceConfig): string[] {
  return prepare.length === 0 ? inputs : [...inputs, ...prepareOutputs.map((output) => `!${output}`)];
}

function deployerOf(service: ServiceConfig, directory: string): Deployer {
  const absolute = (path: string) => resolve(directory, path);
  switch (service.deployer) {
    case "cloudformation": {
      const { template, parameters, capabilities, packages } = service;
      const code = packages.map((one) => ({ ...one, path: absolute(one.path) }));
      const withCode = code.length === 0 ? {} : { packages: code };
      return { kind: "cloudformation", template: absolute(template), parameters, capabilities, ...withCode };
    }
    case "cdk": {
      const { app, context, parameters, args } = service;
      return { kind: "cdk", ...(app === undefined ? {} : { app }), context, parameters, args };
    }
    case "sam": {
      const { template, parameters, capabilities, args } = service;
      return { kind: "sam", template: absolute(template), parameters, capabilities, args };
    }
    case "serverless": {
      const { config, stage, params, args } = service;
      const file = config === undefined ? {} : { config: absolute(config) };
      return { kind: "serverless", ...file, stage, params, args };
    }
    case "command":
      return { kind: "command", command: service.command };
  }
}

function probeOf({ timeoutSeconds, everySeconds, ...probe }: ServiceConfig["probes"][number]): Probe {
  const patience = { timeoutMs: timeoutSeconds * 1_000, everyMs: everySeconds * 1_000 };
  switch (probe.kind) {
    case "command":
      return { ...patience, ...probe };
    case "http": {
      const { kind, url, method, status } = probe;
      const asked = {
        ...(method === undefined ? {} : { method }),
        ...(status === undefined ? {} : { status }),
      };
      return { ...patience, kind, url, ...asked };
    }
    case "resource": {
      const { kind, logicalId, stackName } = probe;
      return { ...patience, kind, logicalId, ...(stackName === undefined ? {} : { stackName }) };
    }
  }
}
