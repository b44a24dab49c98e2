import type { RegattaConfig } from "@regatta/config";
import { type Fingerprint, fingerprintServices, ServiceGraph, validateTemplates } from "@regatta/stacks";
import { serviceDefinitionOf } from "./service-definition-of.ts";

/** What a run wants to see deployed in every account. */
export interface WantedServices {
  graph: ServiceGraph;
  fingerprints: Map<string, Fingerprint>;
  /** Those to deploy whatever their tags say. */
  force: ReadonlySet<string>;
}

/**
 * Reads the services of the configuration and takes their fingerprints; refuses bad ones before anything is leased.
 * @throws RegattaError UNKNOWN_SERVICE, SERVICE_CYCLE, TEMPLATE_INVALID.
 */
export async function wantedServices(config: RegattaConfig, env: NodeJS.ProcessEnv): Promise<WantedServices> {
  const services = Object.entries(config.services).map(([name, service]) =>
    serviceDefinitionOf(name, service, service.directory),
  );
  const graph = new ServiceGraph(services);
  await validateTemplates(services);
  return { graph, fingerprints: await fingerprintServices(services, { env }), force: new Set() };
}
