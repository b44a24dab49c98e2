import { RegattaError } from "@regatta/foundation";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import type { ServiceGraph } from "../service/service-graph.ts";
import type { StackState } from "../stack/stack-state.ts";
import { decideService, type ServiceDecision } from "./decide-service.ts";

/** What is to be done with one service in the account that was read. */
export interface PlannedService extends ServiceDecision {
  service: string;
}

export interface PlanSettings {
  /** Services to deploy whatever their tags say. */
  force?: ReadonlySet<string>;
}

/**
 * Decides for every service, in deploy order, from the stacks of an account by name.
 * @throws RegattaError FINGERPRINT_MISSING (a bug of the caller) when a service has no fingerprint.
 */
export function planAccount(
  stacks: ReadonlyMap<string, StackState>,
  graph: ServiceGraph,
  fingerprints: Map<string, Fingerprint>,
  { force }: PlanSettings = {},
): PlannedService[] {
  return graph.order.map((service) => {
    const fingerprint = fingerprintOf(service.name, fingerprints);
    const forced = force?.has(service.name) ?? false;
    return { service: service.name, ...decideService({ service, fingerprint, stacks, forced }) };
  });
}

/** Throws RegattaError FINGERPRINT_MISSING. */
export function fingerprintOf(service: string, fingerprints: Map<string, Fingerprint>): Fingerprint {
  const fingerprint = fingerprints.get(service);
  if (fingerprint) return fingerprint;
  throw new RegattaError(`No fingerprint was taken of the service "${service}".`, {
    code: "FINGERPRINT_MISSING",
    source: "internal",
  });
}
