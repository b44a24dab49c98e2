import { validationError } from "../errors.ts";
import { referencesOf } from "./references.ts";
import type { ResourceDefinition, Template } from "./template.ts";

/**
 * What each resource waits for: its DependsOn, and every resource it refers to (AWS derives the order
 * the same way).
 * @returns by logical id; only resources of `among` are named, on both sides.
 */
export function dependenciesOf(
  resources: Record<string, ResourceDefinition>,
  among: Iterable<string> = Object.keys(resources),
): Map<string, Set<string>> {
  const wanted = new Set(among);
  const graph = new Map<string, Set<string>>();
  for (const [id, resource] of Object.entries(resources)) {
    if (!wanted.has(id)) continue;
    const { names, attributeOwners } = referencesOf(resource.properties, resource.metadata);
    const all = [...resource.dependsOn, ...names, ...attributeOwners];
    graph.set(id, new Set(all.filter((other) => wanted.has(other))));
  }
  return graph;
}

/** The ids in an order in which each comes after what it waits for; those in or behind a cycle are left out. */
export function inDependencyOrder(graph: Map<string, Set<string>>): string[] {
  const waiting = new Map(graph);
  const order: string[] = [];
  for (;;) {
    const free = [...waiting].filter(([, on]) => ![...on].some((other) => waiting.has(other)));
    if (free.length === 0) return order;
    for (const [id] of free) {
      waiting.delete(id);
      order.push(id);
    }
  }
}

/**
 * Refuses a template whose resources wait for each other.
 * @throws ValidationError naming the resources of the cycles.
 */
export function assertNoCycle(template: Template): void {
  const graph = dependenciesOf(template.resources);
  if (inDependencyOrder(graph).length === graph.size) return;
  const inCycle = [...graph.keys()].filter((id) => reaches(graph, id, id)).sort();
  throw validationError(`Circular dependency between resources: [${inCycle.join(", ")}]`);
}

function reaches(graph: Map<string, Set<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const next = [...(graph.get(from) ?? [])];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    next.push(...(graph.get(id) ?? []));
  }
  return false;
}

/** The same graph the other way round: what must be gone before a resource can be deleted. */
export function reversed(graph: Map<string, Set<string>>): Map<string, Set<string>> {
  const turned = new Map([...graph.keys()].map((id) => [id, new Set<string>()]));
  for (const [id, on] of graph) for (const other of on) turned.get(other)?.add(id);
  return turned;
}
