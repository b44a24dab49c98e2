import type { RegattaConfig } from "@regatta/config";
import type { Fingerprint } from "@regatta/stacks";
import { wantedServices } from "./basis/wanted-services.ts";

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
  const all = services.length === 0;
  const selection = all ? {} : { only: services };
  const { fingerprints, close } = await wantedServices(config, env, { selection });
  await close();
  const names = all ? Object.keys(config.services) : [...new Set(services)];
  return names.flatMap((name) => fingerprints.get(name) ?? []);
}
