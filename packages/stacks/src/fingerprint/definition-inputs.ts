import type { ServiceDefinition } from "../service/service-definition.ts";
import { type FingerprintInput, sha256 } from "./fingerprint.ts";
import { relativePath } from "./paths.ts";

/** Raised whenever the same content shall give another fingerprint than before; every stack is deployed again. */
const formatVersion = "3";

/**
 * What the definition of a service contributes. Order (`dependsOn`) and patience (`timeoutMs`) are left out: they
 * change nothing about what is deployed.
 */
export function definitionInputs(service: ServiceDefinition, env: NodeJS.ProcessEnv): FingerprintInput[] {
  return [
    { kind: "format", name: "version", value: formatVersion },
    { kind: "service", name: "name", value: service.name },
    { kind: "definition", name: "stackNames", value: service.stackNames.join(" ") },
    ...deployerInputs(service),
    ...(service.prepare?.length ? [hashed("prepare", service.prepare)] : []),
    ...service.environment.map((name) => ({
      kind: "environment" as const,
      name,
      value: env[name] === undefined ? "unset" : sha256(env[name]),
    })),
  ];
}

function deployerInputs({ directory, deployer }: ServiceDefinition): FingerprintInput[] {
  const definition = (name: string, value: string) => ({ kind: "definition" as const, name, value });
  const texts = (kind: "parameter" | "definition", values: Record<string, string>, prefix = "") =>
    Object.entries(values).map(([name, value]) => ({ kind, name: prefix + name, value: sha256(value) }));
  const path = (name: string, value: string) => definition(name, relativePath(directory, value));
  const capabilities = (values: string[]) =>
    definition("capabilities", [...new Set(values)].sort().join(" "));
  const kind = definition("deployer", deployer.kind);
  switch (deployer.kind) {
    case "cloudformation":
      return [
        kind,
        path("template", deployer.template),
        capabilities(deployer.capabilities),
        ...texts("parameter", deployer.parameters),
        ...(deployer.packages ?? []).map(({ path: code, bucketParameter, keyParameter }) =>
          definition(`package ${bucketParameter} ${keyParameter}`, relativePath(directory, code)),
        ),
      ];
    case "cdk":
      return [
        kind,
        definition("app", deployer.app ?? ""),
        ...texts("definition", deployer.context, "context "),
        ...texts("parameter", deployer.parameters),
        hashed("args", deployer.args),
      ];
    case "sam":
      return [
        kind,
        path("template", deployer.template),
        capabilities(deployer.capabilities),
        ...texts("parameter", deployer.parameters),
        hashed("args", deployer.args),
      ];
    case "serverless":
      return [
        kind,
        definition("config", deployer.config ? relativePath(directory, deployer.config) : ""),
        definition("stage", deployer.stage),
        ...texts("parameter", deployer.params),
        hashed("args", deployer.args),
      ];
    case "command":
      return [kind, definition("command", sha256(deployer.command))];
  }
}

function hashed(name: string, values: readonly string[]): FingerprintInput {
  return { kind: "definition", name, value: sha256(JSON.stringify(values)) };
}
