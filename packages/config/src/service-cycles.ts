/**
 * Finds circular dependencies among services.
 * @param graph a service's name → the names it depends on; unknown names and self-dependencies are left out.
 * @returns cycles of two and more, each from the first of its services met to the one that depends on it again.
 *   Every service that is in a cycle is in one of them, unless the removal of those told would free it.
 */
export function findCycles(graph: Map<string, string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: string[]): void => {
    const start = trail.indexOf(name);
    if (start >= 0) {
      if (trail.length - start > 1) cycles.push(trail.slice(start));
      return;
    }
    if (done.has(name)) return;
    for (const next of graph.get(name) ?? []) {
      if (graph.has(next)) visit(next, [...trail, name]);
    }
    done.add(name);
  };
  for (const name of graph.keys()) visit(name, []);
  return cycles;
}
