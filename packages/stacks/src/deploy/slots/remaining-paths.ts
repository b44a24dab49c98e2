import type { ServiceGraph } from "../../service/service-graph.ts";

/**
 * For each service that is still to be deployed, the longest way from its start to the end of the last that waits for
 * it, ms: its own expected time, and the longest path of its dependents. What is there already takes no time. Pure.
 * @param expectedMs by service; the services that are still to be deployed are those it names.
 */
export function remainingPaths(
  graph: ServiceGraph,
  expectedMs: ReadonlyMap<string, number>,
): Map<string, number> {
  const paths = new Map<string, number>();
  for (const { name } of graph.order.toReversed()) {
    const after = graph.dependentsOf(name).map((dependent) => paths.get(dependent.name) ?? 0);
    paths.set(name, (expectedMs.get(name) ?? 0) + Math.max(0, ...after));
  }
  return new Map([...paths].filter(([name]) => expectedMs.has(name)));
}
