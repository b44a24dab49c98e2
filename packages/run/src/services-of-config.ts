import type { RegattaConfig } from "@regatta/config";
import {
  type Fingerprint,
  fingerprintServices,
  type ServiceDefinition,
  ServiceGraph,
  validateTemplates,
} from "@regatta/stacks";

/** What a run wants to see deployed in every account. */
export interface WantedServices {
  graph: ServiceGraph;
  fingerprints: Map<string, Fingerprint>;
}

/**
 * Reads the services of the configuration and takes their fingerprints; refuses bad ones before anything is leased.
 * @throws RegattaError UNKNOWN_SERVICE, SERVICE_CYCLE, TEMPLATE_INVALID.
 */
export async function wantedServices(config: RegattaConfig, env: NodeJS.ProcessEnv): Promise<WantedServices> {
  const services = Object.entries(config.services).map(
    ([
      name,
      { timeoutSeconds, stackName, template, parameters, capabilities, ...service },
    ]): ServiceDefinition => ({
      name,
      ...service,
      stackNames: [stackName],
      deployer: { kind: "cloudformation", template, parameters, capabilities },
      timeoutMs: timeoutSeconds * 1000,
    }),
  );
  const graph = new ServiceGraph(services);
  await validateTemplates(services);
  return { graph, fingerprints: await fingerprintServices(services, { env }) };
}
