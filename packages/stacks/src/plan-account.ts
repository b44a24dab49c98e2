import { RegattaError } from "@regatta/foundation";
import { type Decision, decide } from "./decide.ts";
import type { Fingerprint } from "./fingerprint/fingerprint.ts";
import type { ServiceGraph } from "./service-graph.ts";
import type { StackState } from "./stack-state.ts";

/** What is to be done with one service in the account that was read. */
export interface PlannedService {
  service: string;
  decision: Decision;
}

/**
 * Decides for every service, in deploy order, from the stacks of an account by name.
 * @throws RegattaError FINGERPRINT_MISSING (a bug of the caller) when a service has no fingerprint.
 */
export function planAccount(
  states: Map<string, StackState>,
  graph: ServiceGraph,
  fingerprints: Map<string, Fingerprint>,
): PlannedService[] {
  return graph.order.map((service) => ({
    service: service.name,
    decision: decide(states.get(service.stackNames[0]), service, fingerprintOf(service.name, fingerprints)),
  }));
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
