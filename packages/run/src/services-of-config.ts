import type { RegattaConfig } from "@regatta/config";
import {
  type Fingerprint,
  fingerprintServices,
  type Selection,
  ServiceGraph,
  selectServices,
  validateTemplates,
} from "@regatta/stacks";
import { serviceDefinitionOf } from "./service-definition-of.ts";

/** What a run wants to see deployed in every account. */
export interface WantedServices {
  graph: ServiceGraph;
  fingerprints: Map<string, Fingerprint>;
  /** Those to deploy whatever their tags say. */
  force: ReadonlySet<string>;
}

export interface WhatToDeploy {
  /** Everything when left out. */
  selection?: Selection;
  /** Deploys what is selected whatever its tags say. */
  force?: boolean;
}

/**
 * Reads the services of the configuration that are selected and takes their fingerprints; refuses bad ones before
 * anything is leased.
 * @throws RegattaError UNKNOWN_SERVICE, SELECTION_INVALID, SERVICE_CYCLE, TEMPLATE_INVALID.
 */
export async function wantedServices(
  config: RegattaConfig,
  env: NodeJS.ProcessEnv,
  { selection = {}, force = false }: WhatToDeploy = {},
): Promise<WantedServices> {
  const all = Object.entries(config.services).map(([name, service]) =>
    serviceDefinitionOf(name, service, service.directory),
  );
  const services = selectServices(all, selection);
  const graph = new ServiceGraph(services);
  await validateTemplates(services);
  const besides = all.map(({ directory }) => directory);
  const fingerprints = await fingerprintServices(services, { env, besides });
  return { graph, fingerprints, force: new Set(force ? fingerprints.keys() : []) };
}
