import { median } from "@regatta/foundation";
import type { ServiceGraph } from "../service/service-graph.ts";

export interface DeployToEstimate {
  graph: ServiceGraph;
  /** The services that would be deployed. */
  services: Iterable<string>;
  /** How long a deploy of each takes, ms, as far as it is known. */
  expectedMs: Readonly<Record<string, number>>;
  /** How many deploys may be under way at once. */
  slots: number;
}

// Of a service nobody has deployed yet, where nothing else is known either.
const unknownMs = 60_000;

/**
 * How long deploying some services of one account takes, ms: the longest path through them, or what all of them
 * take over the slots, whichever is longer. A sum would prefer the account in which a chain of three has to be
 * deployed to one in which four can be deployed side by side. A service of unknown length counts as the median of
 * the others. Pure.
 */
export function estimateDeploy({ graph, services, expectedMs, slots }: DeployToEstimate): number {
  const missing = new Set(services);
  const typical = median(Object.values(expectedMs)) ?? unknownMs;
  const ends = new Map<string, number>();
  let total = 0;
  for (const { name } of graph.order) {
    // Never nothing: what has to be deployed is not the same as what need not be.
    const ms = missing.has(name) ? Math.max(1, expectedMs[name] ?? typical) : 0;
    const before = graph.dependenciesOf(name).map((needed) => ends.get(needed.name) ?? 0);
    ends.set(name, ms + Math.max(0, ...before));
    total += ms;
  }
  return Math.max(0, total / Math.max(1, slots), ...ends.values());
}
