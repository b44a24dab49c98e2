import { join } from "node:path";
import type { ServiceDefinition } from "../service-definition.ts";

/** A service with nothing special about it, in `/services/<name>` unless told otherwise. */
export function aService(name: string, special: Partial<ServiceDefinition> = {}): ServiceDefinition {
  const directory = special.directory ?? join("/services", name);
  return {
    name,
    directory,
    template: join(directory, "template.yaml"),
    stackName: name,
    parameters: {},
    capabilities: [],
    dependsOn: [],
    environment: [],
    inputs: [],
    ...special,
  };
}
