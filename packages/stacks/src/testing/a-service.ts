import { join } from "node:path";
import type { CloudFormationDeployer } from "../service/deployer.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";

/** What is special about a service; of the deployer's settings, what is special about its template. */
export type Special = Partial<ServiceDefinition> &
  Partial<Omit<CloudFormationDeployer, "kind">> & { stackName?: string };

/** A service with a template and nothing special about it, in `/services/<name>` unless told otherwise. */
export function aService(name: string, special: Special = {}): ServiceDefinition {
  const { template, parameters = {}, capabilities = [], packages, stackName = name, ...rest } = special;
  const directory = special.directory ?? join("/services", name);
  return {
    name,
    directory,
    stackNames: [stackName],
    deployer: {
      kind: "cloudformation",
      template: template ?? join(directory, "template.yaml"),
      parameters,
      capabilities,
      ...(packages ? { packages } : {}),
    },
    dependsOn: [],
    environment: [],
    inputs: [],
    ...rest,
  };
}
