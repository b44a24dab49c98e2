import type { RegattaConfig } from "@regatta/config";
import type { Fingerprint } from "@regatta/stacks";
import { wantedServices } from "./services-of-config.ts";

export interface TakeFingerprintsOptions {
  config: RegattaConfig;
  /** Names; all services when absent or empty. */
  services?: string[];
  /** The variables that declared names are looked up in. */
  env: NodeJS.ProcessEnv;
}

/**
 * The fingerprints a run would take now, in the order of the names, or of the configuration. Needs no AWS.
 * @throws RegattaError UNKNOWN_SERVICE, and as `runTests` does for services that cannot be read.
 */
export async function takeFingerprints(options: TakeFingerprintsOptions): Promise<Fingerprint[]> {
  const { config, services = [], env } = options;
  // All of them, for a service inside another's folder is no part of the outer one.
  const { graph, fingerprints } = await wantedServices(config, env);
  const names = services.length > 0 ? [...new Set(services)] : Object.keys(config.services);
  return names.flatMap((name) => fingerprints.get(graph.service(name).name) ?? []);
}
