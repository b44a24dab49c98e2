import type { ServiceDefinition } from "../service-definition.ts";
import { type FingerprintInput, sha256 } from "./fingerprint.ts";
import { relativePath } from "./paths.ts";

/** Raised whenever the same content shall give another fingerprint than before; every stack is deployed again. */
const formatVersion = "1";

/**
 * What the definition of a service contributes. Order (`dependsOn`) and patience (`timeoutMs`) are left out: they
 * change nothing about what is deployed.
 */
export function definitionInputs(service: ServiceDefinition, env: NodeJS.ProcessEnv): FingerprintInput[] {
  return [
    { kind: "format", name: "version", value: formatVersion },
    { kind: "service", name: "name", value: service.name },
    { kind: "definition", name: "stackName", value: service.stackName },
    { kind: "definition", name: "template", value: relativePath(service.directory, service.template) },
    { kind: "definition", name: "capabilities", value: [...new Set(service.capabilities)].sort().join(" ") },
    ...Object.entries(service.parameters).map(([name, value]) => ({
      kind: "parameter" as const,
      name,
      value: sha256(value),
    })),
    ...service.environment.map((name) => ({
      kind: "environment" as const,
      name,
      value: env[name] === undefined ? "unset" : sha256(env[name]),
    })),
  ];
}
